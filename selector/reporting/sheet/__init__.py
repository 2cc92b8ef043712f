"""The contact sheet of a film: answers in; one HTML page out.

sheet_values       what a sheet shows, as values
sheet_row          one scene's answer → its row
sheet_reasons      what decided about each picture, in the few words of a tile
matched_labels     which label of a picture is in which text of the scene
sheet_warnings     what is wrong with one scene's answer
sheet_explanation  one scene's answer → its explanation, part by part
sheet_totals       all rows → how often each picture, person, place and thing was placed and sent
markup             HTML that is built of elements, so that no text can be taken for markup
sheet_tiles        pictures and names, as HTML
row_markup         a row as HTML
totals_markup      what is above the rows, as HTML
sheet_page         the whole page
sheet_images       the same as labelled pictures

`sheet.css` and `sheet.js` beside them go into the page.
"""
