"""The words that decide whether a text names somebody, in English, German, French and Spanish.

They are last resorts, for what neither capitals nor the film itself tell.
"""

from __future__ import annotations

from typing import Final


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES: Final = _set_of(
    # English
    "agent captain chief colonel commander constable detective doc doctor dr ensign inspector judge"
    " lady lieutenant lord madam major miss mister mr mrs ms nurse officer pastor private professor"
    " reverend sergeant the"
    # German
    " doktor frau fräulein hauptmann herr kommissar"
    # French
    " capitaine commissaire docteur madame mademoiselle maître mlle mme monsieur"
    # Spanish
    " capitán señor señora señorita"
)
"""Words before a last name that are in many texts about nobody in particular."""

FAMILIAR: Final = _set_of(
    # English
    "aunt big brother cousin father grandma grandpa king little mother old prince princess queen"
    " saint sir sister uncle young"
    # German
    " bruder großmutter großvater mutter oma onkel opa schwester tante vater"
    # French
    " frère mère oncle père soeur sœur tante"
    # Spanish
    " don doña hermana hermano padre tía tío"
)
"""The same before a first name."""

ALSO_WORDS: Final = _set_of(
    # English
    "amber angel art ash autumn bell bill bishop chance charity cherry clay coral crystal daisy"
    " dawn destiny dove duke faith fern flint flora forest fox frank ginger glory grace grant"
    " gray grey hale harmony haven hawk hazel heath heather holly honey honor hope iris ivory"
    " ivy jade jasmine juniper jewel joy justice king lark laurel lily lotus love mark mercy misty"
    " moon olive patience peace pearl penny pepper poppy prudence rain raven ray river robin rocky"
    " rose ruby rusty sage sandy serenity sky star stone storm summer sunny tiger trinity unity"
    " violet willow winter will young one two three four five six seven eight nine ten"
    # German
    " ernst rosa sonne stern viola"
    # French
    " ange aurore belle blanc blanche claire colombe désirée fleur marine noël perle pierre"
    " reine victoire violette"
    # Spanish
    " ángel alba alma aurora blanca blanco cruz dolores esperanza estrella flor gloria leal luz"
    " mar milagros nieves paloma paz perla reina rosa sol soledad"
)
"""Names that are also words: where a capital letter says nothing, they may be those."""

MONTHS: Final = frozenset(("april", "august", "juli", "july", "june", "juni", "mai", "may"))
"""Names that are also of months, which have capital letters everywhere: `a morning in May`."""

DETERMINERS: Final = (
    # English
    "a an every her his my no our that the their this your"
    # German
    " am beim das dem den der des dessen die dies diese dieser ein eine einem einen einer eines"
    " im ihr ihre kein keine mein meine sein seine vom zum zur"
    # French
    " au aux ce cette des du la le les mon ma sa ses son un une"
    # Spanish
    " al del el la las los mi su un una"
)
"""What stands before a word that is no name: `the rose`, `vom Wolf`."""

GERMAN_ARTICLES: Final = (
    "am beim das dem den der des die diese dieser ein eine einem einen einer eines im kein"
    " keine vom zum zur"
)
"""Between these and a noun, which German writes with a capital letter, there may be one word."""

OF_THE_BODY: Final = (
    # English
    "arm arms back eye eyes face feet finger fingers foot hair hand hands head knee knees lips"
    " mouth neck profile shoulder shoulders smile tears throat"
    # German
    " arm arme auge augen finger fuß füße gesicht haar haare hals hand hände knie kopf lächeln"
    " lippen mund nacken profil rücken schulter schultern träne tränen"
    # French
    " bouche bras cheveux cou doigt doigts dos épaule épaules genoux larmes lèvres main mains"
    " nuque pied pieds profil sourire tête visage yeux"
    # Spanish
    " boca brazo brazos cabeza cara cuello dedo dedos espalda hombro hombros labios lágrimas"
    " mano manos ojos pelo perfil pie pies rodillas rostro sonrisa"
)
"""What is not seen without its owner: `Wren's hands`, where `Wren's lamp` may burn alone."""

AFTER_THINGS: Final = _set_of(
    # English
    "and as at behind beside between by from in is of on or over that through to under with"
    " without"
    # German
    " am auf aus bei bis durch für im in mit nach neben oder ohne über um und unter vom von vor"
    " zu zum zur zwischen"
    # French
    " à au avec contre dans de des derrière devant du en entre et où ou par pour qui sans sous"
    " sur vers"
    # Spanish
    " al bajo con contra de del desde e en entre hacia hasta o para por que sin sobre y"
)
"""What goes on about a thing: `the key on the table`. Another word may be what is really meant."""

AWAY: Final = (
    # English
    "absent away dead gone heard never no nobody not off phone radio telephone voice without"
    # German
    " abwesend fort kein keine nicht nie niemand ohne stimme telefon tot weg"
    # French
    " absente loin mort morte parti partie pas personne sans téléphone voix"
    # Spanish
    " ausente lejos nadie nunca sin teléfono voz"
)
"""Words of notes on somebody who is not seen."""

NOT_HERE: Final = "about chez contre de for from für ohne para pour sans sin sobre von without über"
"""What comes before the name of somebody who need not be there: `a letter from Wren`."""

THOUGHT_OF: Final = (
    "dream dreams dreaming image letter letters memories memory painting photo photograph picture"
    " portrait statue think thinking thinks vision"
)
"""What may be of somebody who need not be there: `a portrait of Wren`."""
