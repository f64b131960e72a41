"""German: „…“, »…«, and ‚…‘ or ›…‹ for thoughts."""

from __future__ import annotations

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    quotes='„“ „” »« «» “” ""',
    nouns_have_capitals=True,
    verbs=words(
        """
        sagte sagt fragte fragt antwortete antwortet erwiderte erwidert entgegnete entgegnet meinte meint rief
        ruft schrie schreit brüllte flüsterte flüstert murmelte murmelt brummte brummt knurrte knurrt raunte
        raunt hauchte wisperte fügte gab gestand gesteht wiederholte wiederholt beharrte erklärte erklärt fuhr
        unterbrach protestierte befahl bat bittet flehte warnte versicherte behauptete verkündete schlug räumte
        nickte lachte lacht kicherte schluchzte stöhnte stammelte stotterte zischte bellte donnerte grollte warf
        bemerkte bemerkt stellte schloss korrigierte stimmte widersprach versprach schwor drohte grüßte nannte
        bot erinnerte informierte tadelte sang las zögerte seufzte seufzt erkundigte wollte grinste kreischte
        jammerte klagte nuschelte ächzte krächzte keuchte herrschte forderte verlangte mahnte tröstete beruhigte
        ergänzte berichtete erzählte begann setzte bestätigte verbesserte lobte spottete höhnte witzelte
        scherzte schnaubte schnappte
        """
    ),
    thoughts=words("dachte denkt überlegte"),
    beats=words(
        """
        lächelte nickte schüttelte seufzte zuckte sah blickte hob senkte drehte wandte legte stellte nahm griff
        schloss öffnete runzelte grinste lachte setzte stand trat ging zog biss schluckte verschränkte errötete
        """
    ),
    pronouns=by_gender("er", "sie", "es") | {"beide": "they", "ich": "I"},
    nouns=by_gender(
        """
        mann junge bursche alte alter greis herr vater sohn bruder großvater opa onkel cousin ehemann verlobter
        könig prinz hauptmann kapitän arzt doktor professor lehrer soldat wächter kellner polizist postbote
        matrose fischer fremde fremder nachbar freund pfarrer chef fahrer koch pförtner bäcker richter
        bürgermeister wirt bote zauberer
        """,
        """
        frau mädchen alte greisin dame fräulein mutter tochter schwester großmutter oma tante cousine ehefrau
        verlobte königin prinzessin kapitänin ärztin professorin lehrerin soldatin wächterin kellnerin
        polizistin nachbarin freundin chefin fahrerin köchin bäckerin richterin bürgermeisterin wirtin botin
        hexe fremde krankenschwester
        """,
        "stimme person jemand kind gast geist wesen baby zeuge",
    ),
    titles=by_gender(
        "herr herrn onkel vater könig prinz lord sir",
        "frau fräulein tante mutter königin prinzessin lady",
        "doktor dr professor prof kapitän hauptmann sankt",
    ),
    first=words("ich mich mir mein meine meinen meiner"),
    determiners=words(
        """
        der die das den dem des ein eine einen einem einer sein seine seinen seiner ihr ihre ihren ihrer mein
        meine dein deine unser unsere jener jene dieser diese dieses andere anderer kein keine
        """
    ),
    prepositions=words(
        """
        an am auf aus bei beim bis durch für gegen hinter in im ins mit nach neben ohne seit über um unter von
        vom vor zu zum zur zwischen
        """
    ),
    conjunctions=words("und oder aber doch denn sondern dass daß weil wenn als während ob wie bevor nachdem"),
    adverbs=words(
        """
        nicht nein ja schon auch immer nie dann danach jetzt hier dort unten oben drinnen draußen niemand nichts
        etwas jemand alles alle wer was wie wann wo warum sehr mehr weniger gut schlecht fast nur noch heute
        gestern morgen danke bitte hallo guten gute guter tag abend nacht ach oh ah na also so es war waren ist
        sind hatte hat zwei drei vier fünf montag dienstag mittwoch donnerstag freitag samstag sonntag januar
        februar märz april mai juni juli august september oktober november dezember gott kapitel vielleicht
        plötzlich leise laut da nun wieder sich ihn ihm ihnen
        """
    ),
    talk=words("ich mich mir du dich dir wir uns euch mein meine dein deine euer eure unser unsere"),
    endings=("s",),
)
