"""Swedish: dashes with tags behind a comma, ”…” and »…»."""

from __future__ import annotations

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    quotes='”” »» »« “” "" «»',
    comma_tags=True,
    verbs=words(
        """
        sa sade säger frågade frågar svarade svarar ropade ropar skrek skriker viskade viskar mumlade mumlar
        muttrade muttrar brummade morrade morrar lade tillade medgav medger upprepade upprepar insisterade
        förklarade förklarar fortsatte fortsätter avbröt protesterade befallde bad ber bönföll varnade
        försäkrade påstod förkunnade föreslog föreslår erkände erkänner ljög skämtade skrattade skrattar
        fnissade snyftade stönade stammade väste fräste skällde vrålade anmärkte påpekade konstaterade rättade
        nickade instämde invände lovade svor hotade hälsade kallade erbjöd påminde läxade sjöng läste tvekade
        suckade suckar undrade undrar flämtade utbrast ryade hojtade började bekräftade tyckte menade sköt
        mimade replikerade
        """
    ),
    thoughts=words("tänkte tänker"),
    beats=words(
        """
        log nickade skakade suckade ryckte såg tittade höjde sänkte vände lade ställde tog stängde öppnade
        rynkade skrattade satte reste drog
        """
    ),
    pronouns=by_gender("han", "hon", "hen den det") | {"de": "they", "jag": "I"},
    nouns=by_gender(
        """
        mannen man pojken pojke gubben gamlingen herren herre fadern far pappa sonen brodern bror farfar morfar
        onkeln kusinen maken kungen prinsen kaptenen doktorn läkaren professorn läraren soldaten vakten kyparen
        polisen brevbäraren sjömannen fiskaren främlingen grannen vännen prästen chefen föraren kocken
        vaktmästaren bagaren domaren
        """,
        """
        kvinnan kvinna flickan flicka tjejen gumman damen dam frun fröken modern mor mamma dottern systern
        syster farmor mormor tanten moster faster hustrun drottningen prinsessan lärarinnan servitrisen väninnan
        sköterskan häxan
        """,
        "röst rösten person personen någon barn barnet gäst gästen ande varelse",
    ),
    titles=by_gender(
        "herr onkel farbror far kung prins lord sir",
        "fru fröken tant moster faster mor drottning lady",
        "doktor dr professor kapten",
    ),
    first=words("jag mig min mitt mina"),
    determiners=words("en ett den det de sin sitt hans hennes min mitt din ditt denna detta annan"),
    prepositions=words(
        """
        av bakom bland efter framför från för genom hos i in inför med mellan mot om på till under ur utan vid
        över åt nerför
        """
    ),
    conjunctions=words("och eller men att när som medan eftersom fast om då"),
    adverbs=words(
        """
        inte nej ja jo redan också alltid aldrig sedan nu här där nere uppe inne ute ingen inget något någon
        allt alla vem vad hur när var varför mycket mer mindre bra dåligt nästan bara ännu idag igår imorgon
        tack hej adjö god godkväll ack åh ah nå alltså så det var är har hade klockan två tre fyra fem måndag
        tisdag onsdag torsdag fredag lördag söndag januari februari mars april maj juni juli augusti september
        oktober november december gud kapitel kanske plötsligt tyst sig honom henne
        """
    ),
    talk=words("jag mig du dig ni er vi oss min mitt mina din ditt dina vår vårt"),
    incises=words("och med utan medan från på i som när"),
    endings=("s",),
)
