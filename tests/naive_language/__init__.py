"""The whole rule language, worked out the slow way, from its description alone.

Rule files come in as parsed YAML (a mapping, its parents by name), a film as plain values (scene manifests in
film order, assets); out comes one answer for each scene. Every function states a sentence of the description,
quoted in its docstring. Nothing is indexed, remembered or taken from the package.

text        how text is read and compared
pool        the pictures, and who is on them
scenes      one scene, as its manifest says it
so_far      what a scene may know of the scenes before it
layers      extends, like, change: the rules that one file makes of several
conditions  a picture and its place in the scene
when        the scene as a whole
serving     what serves one scene: its shot rule, slots, tastes and lists
pick        what goes, in the order of events
reasons     why everything else does not
film        a film in, its answers out
shot_names  what a shot type names on two axes, and which rule that leads to

small_films has films and rules of a few lines for tests; salt-road.yaml is the annotated file of the description,
house.yaml a parent for it. The vocabulary of shot names is plain data that a caller gives.
"""
