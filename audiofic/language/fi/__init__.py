"""Finnish: ”…”, »…» and dashes with the tag behind the speech's own mark; one pronoun for all; names are declined."""

from __future__ import annotations

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    quotes='”” »» “” "" «»',
    comma_tags=True,
    verbs=words(
        """
        sanoi sanoo kysyi kysyy vastasi vastaa huusi huutaa kuiskasi kuiskaa mutisi mutisee murahti murahtaa
        mumisi lisäsi lisää myönsi myöntää toisti toistaa intti selitti selittää jatkoi jatkaa keskeytti
        protestoi käski käskee pyysi pyytää aneli varoitti varoittaa vakuutti vakuuttaa väitti ilmoitti ehdotti
        ehdottaa tunnusti valehteli vitsaili nauroi naurahti nauraa kikatti nyyhkytti voihkaisi änkytti sihahti
        sähähti ärjäisi karjaisi huomautti totesi toteaa korjasi nyökkäsi lupasi vannoi uhkasi tervehti kutsui
        tarjosi muistutti lauloi luki epäröi huokaisi huokaa ihmetteli henkäisi parahti puuskahti tokaisi
        tuhahti aloitti vahvisti arveli kertoi tiedusteli kiljaisi
        """
    ),
    thoughts=words("ajatteli ajattelee mietti miettii pohti"),
    beats=words(
        """
        hymyili nyökkäsi pudisti huokaisi kohautti katsoi nosti laski kääntyi asetti otti sulki avasi nauroi
        istui nousi
        """
    ),
    pronouns=by_gender("", "", "hän")
    | {"mies": "he", "poika": "he", "nainen": "she", "tyttö": "she", "he": "they", "minä": "I", "mä": "I"},
    nouns=by_gender(
        """
        mies poika vanhus ukko herra isä veli isoisä vaari setä eno serkku kuningas prinssi kapteeni sotilas
        vartija tarjoilija poliisi merimies kalastaja naapuri pappi kuski kokki portieeri leipuri tuomari
        """,
        """
        nainen tyttö akka rouva neiti äiti tytär sisko isoäiti mummo täti vaimo kuningatar prinsessa
        sairaanhoitaja noita
        """,
        """
        ääni henkilö joku lapsi vieras lääkäri tohtori professori opettaja ystävä pomo muukalainen henki olento
        """,
    ),
    titles=by_gender(
        "herra setä eno isä kuningas prinssi lordi sir",
        "rouva neiti täti äiti kuningatar lady",
        "tohtori professori kapteeni",
    ),
    first=words("minä mä minun mun minua minut minulle"),
    determiners=words("se tämä tuo eräs joku hänen minun sinun toinen vanha nuori"),
    prepositions=words("ilman ennen kohti vasten pitkin"),
    conjunctions=words("ja tai vai mutta että kun kuin koska vaikka jos joka jotta"),
    adverbs=words(
        """
        ei kyllä joo jo myös aina koskaan sitten nyt tässä täällä siellä tuolla alhaalla ylhäällä sisällä ulkona
        kukaan mitään jotain kaikki kuka mitä miten milloin missä miksi hyvin enemmän vähemmän melkein vain
        vielä tänään eilen huomenna kiitos anteeksi hei moi hyvää huomenta päivää iltaa voi ah oh no niin oli
        ovat on kello kaksi kolme neljä viisi maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
        jumala luku ehkä äkkiä hiljaa pöydällä
        """
    ),
    talk=words("minä sinä te me mä sä minun sinun meidän teidän"),
    incises=words("ja"),
    endings=(
        "lle",
        "lla",
        "llä",
        "lta",
        "ltä",
        "sta",
        "stä",
        "ssa",
        "ssä",
        "ksi",
        "in",
        "an",
        "en",
        "on",
        "un",
        "ia",
        "aa",
        "a",
        "ä",
        "n",
    ),
    male_names=words("tuomas mikko juha jukka pekka matti esa ville kalle antti"),
    female_names=words("marta liisa anna aino helmi kaisa maija"),
    ends_in_a=True,
)
