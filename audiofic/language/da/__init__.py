"""Danish: »…«, “…” and dashes with tags behind a comma."""

from __future__ import annotations

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    quotes='»« “” ”” „” "" «»',
    comma_tags=True,
    verbs=words(
        """
        sagde siger spurgte spørger svarede svarer råbte råber skreg skriger hviskede hvisker mumlede mumler
        brummede brummer knurrede tilføjede tilføjer indrømmede indrømmer gentog gentager insisterede forklarede
        forklarer fortsatte fortsætter afbrød protesterede befalede bad beder bønfaldt advarede forsikrede påstod
        erklærede foreslog foreslår tilstod løj spøgte lo ler grinede griner fnisede hulkede stønnede stammede
        hvæsede snerrede brølede bemærkede påpegede konstaterede rettede nikkede samtykkede indvendte lovede svor
        truede hilste kaldte tilbød sang læste tøvede sukkede sukker undrede gispede udbrød begyndte bekræftede
        mente pludrede gryntede vrissede replicerede
        """
    ),
    thoughts=words("tænkte tænker"),
    beats=words(
        """
        smilede nikkede rystede sukkede trak så kiggede løftede sænkede vendte lagde stillede tog lukkede åbnede
        rynkede lo satte rejste
        """
    ),
    pronouns=by_gender("han", "hun", "hen den det") | {"de": "they", "jeg": "I"},
    nouns=by_gender(
        """
        manden mand drengen dreng gubben oldingen herren herre faderen far sønnen broderen bror farfar morfar
        onklen fætteren manden kongen prinsen kaptajnen doktoren lægen professoren læreren soldaten vagten
        tjeneren betjenten postbudet sømanden fiskeren fremmede naboen vennen præsten chefen chaufføren kokken
        bageren dommeren
        """,
        """
        kvinden kvinde pigen pige konen damen dame fruen frøkenen moderen mor datteren søsteren søster farmor
        mormor tanten moster faster kusinen hustruen dronningen prinsessen lærerinden servitricen veninden
        sygeplejersken heksen
        """,
        "stemme stemmen person personen nogen barn barnet gæst gæsten ånd væsen",
    ),
    titles=by_gender(
        "hr herr onkel far konge prins lord sir",
        "fru frøken tante moster faster mor dronning lady",
        "doktor dr professor kaptajn",
    ),
    first=words("jeg mig min mit mine"),
    determiners=words("en et den det de sin sit hans hendes min mit din dit denne dette anden"),
    prepositions=words(
        "af bag blandt efter foran for fra gennem hos i ind med mellem mod om på til under ud uden ved over ad ned"
    ),
    conjunctions=words("og eller men at når som mens fordi selvom hvis da"),
    adverbs=words(
        """
        ikke nej ja jo allerede også altid aldrig siden nu her der nede oppe inde ude ingen intet noget nogen alt
        alle hvem hvad hvordan når hvor hvorfor meget mere mindre godt dårligt næsten kun endnu bare i dag går morgen
        tak hej farvel god godaften åh ak nå altså så det var er har havde klokken to tre fire fem mandag tirsdag
        onsdag torsdag fredag lørdag søndag gud kapitel måske pludselig stille sig ham hende endelig
        """
    ),
    talk=words("jeg mig du dig i jer vi os min mit mine din dit dine vor vores"),
    incises=words("og med uden mens fra på i som da"),
    endings=("s",),
)
