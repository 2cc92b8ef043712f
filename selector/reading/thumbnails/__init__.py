"""Pictures in; small pictures for a contact sheet out, or why there is none. Needs Pillow.

thumbnail          one picture's bytes → a small picture
thumbnail_cache    small pictures beside a film, by the content of the pictures they were made from
picture_places     the address of a picture → the file that holds it, or why there is none
thumbnails         all pictures of a sheet → their small pictures, in two processes
"""
