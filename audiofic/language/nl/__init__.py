"""Dutch: ‘…’ and “…”."""

from __future__ import annotations

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    quotes='‘’ “” „” "" «»',
    verbs=words(
        """
        zei zegt vroeg vraagt antwoordde antwoordt riep roept schreeuwde schreeuwt fluisterde fluistert mompelde
        mompelt bromde bromt gromde gromt voegde gaf bekende bekent herhaalde herhaalt drong legde vervolgde
        vervolgt onderbrak protesteerde beval smeekte waarschuwde verzekerde beweerde verklaarde kondigde stelde
        gaf loog grapte lachte lacht giechelde snikte kreunde stamelde stotterde siste blafte bulderde brulde
        merkte besloot verbeterde knikte beloofde zwoer dreigde groette noemde bood herinnerde zong las aarzelde
        zuchtte zucht opperde reageerde hijgde snauwde gilde wilde begon bevestigde ging vond wist constateerde
        concludeerde prevelde jammerde
        """
    ),
    thoughts=words("dacht denkt bedacht"),
    beats=words(
        """
        glimlachte knikte schudde zuchtte haalde keek hief sloeg draaide legde zette nam pakte sloot opende
        fronste grijnsde lachte ging stond stapte trok beet slikte bloosde
        """
    ),
    pronouns=by_gender("hij", "zij ze", "het") | {"beiden": "they", "ik": "I"},
    nouns=by_gender(
        """
        man jongen oude ouwe grijsaard heer vader zoon broer grootvader opa oom neef echtgenoot verloofde koning
        prins kapitein dokter arts professor leraar soldaat wachter ober agent postbode matroos visser
        vreemdeling buurman vriend pastoor baas chauffeur kok portier bakker rechter burgemeester
        """,
        """
        vrouw meisje dame juffrouw mevrouw moeder dochter zus zuster grootmoeder oma tante nicht echtgenote
        koningin prinses lerares soldate serveerster agente buurvrouw vriendin bazin kokkin bakkersvrouw
        verpleegster heks
        """,
        "stem persoon iemand kind gast geest wezen baby getuige",
    ),
    titles=by_gender(
        "meneer heer oom vader koning prins lord sir",
        "mevrouw juffrouw tante moeder koningin prinses lady",
        "dokter doctor dr professor kapitein sint",
    ),
    first=words("ik mij me mijn"),
    determiners=words("de het een zijn haar mijn jouw je hun ons onze die dat deze dit andere geen"),
    prepositions=words(
        """
        aan achter bij boven buiten door in met na naar naast om onder op over sinds tegen tot tussen uit van
        vanaf voor zonder
        """
    ),
    conjunctions=words("en of maar want dat omdat als toen terwijl hoewel zodat"),
    adverbs=words(
        """
        niet nee ja al ook altijd nooit dan toen daarna nu hier daar beneden boven binnen niemand niets iets
        iemand alles alle wie wat hoe wanneer waar waarom heel meer minder goed slecht bijna alleen nog vandaag
        gisteren morgen dank bedankt hallo dag goeden goedenavond goedemorgen ach oh ah nou dus zo was waren is
        zijn had heeft twee drie vier vijf eerder later maandag dinsdag woensdag donderdag vrijdag zaterdag
        zondag januari februari maart april mei juni juli augustus september oktober november december god
        hoofdstuk misschien plotseling zacht er zich hem half
        """
    ),
    talk=words("ik mij me jij je jou u wij we ons jullie mijn jouw uw"),
    endings=("s",),
)
