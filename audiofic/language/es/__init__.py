"""Spanish: a raya with its incises, «…» and “…”."""

from __future__ import annotations

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    verbs=words(
        """
        dijo dice decía preguntó pregunta preguntaba respondió responde respondía contestó contesta contestaba
        replicó replica exclamó exclama gritó grita gritaba susurró susurra susurraba murmuró murmura murmuraba
        gruñó gruñe añadió añade agregó agrega admitió admite repitió repite insistió insiste explicó explica
        comentó comenta continuó continúa prosiguió prosigue siguió interrumpió interrumpe protestó protesta
        ordenó ordena pidió pide rogó ruega suplicó suplica advirtió advierte aseguró asegura afirmó afirma
        confesó confiesa declaró declara anunció anuncia propuso propone sugirió sugiere aclaró aclara concedió
        concede reconoció reconoce aceptó acepta negó niega mintió miente bromeó bromea rió ríe rio sollozó
        solloza gimió gime balbuceó balbucea tartamudeó titubeó farfulló masculló musitó musita chilló chilla
        bramó rugió siseó siseaba ladró espetó soltó quiso inquirió indagó intervino interviene terció apuntó
        observó señaló concluyó concluye corrigió corrige asintió coincidió objetó prometió promete juró jura
        amenazó saludó saluda llamó ofreció ofrece recordó informó reprochó reprendió regañó canturreó cantó
        leyó dudó vaciló reveló sentenció resumió exigió exige preguntose dijole suspiró jadeó
        """
    ),
    thoughts=words("pensó piensa pensaba reflexionó recordó imaginó"),
    beats=words(
        """
        sonrió sonríe asintió negó suspiró suspira miró mira encogió encoge levantó bajó alzó giró volvió rió
        frunció cerró abrió dejó puso sacó tomó cogió señaló sacudió cruzó apretó mordió arqueó tragó apartó se
        """
    ),
    pronouns=by_gender("él", "ella", "usted") | {"ellos": "they", "ellas": "they", "yo": "I"},
    nouns=by_gender(
        """
        hombre chico muchacho niño viejo anciano joven señor caballero padre hijo hermano abuelo tío primo
        marido esposo novio rey príncipe capitán doctor médico profesor maestro soldado guardia camarero tendero
        policía cartero marinero pescador desconocido extraño vecino amigo cura jefe conductor cocinero portero
        farero panadero juez alcalde rubio moreno pelirrojo
        """,
        """
        mujer chica muchacha niña vieja anciana señora señorita dama madre hija hermana abuela tía prima esposa
        novia reina princesa capitana doctora médica profesora maestra camarera tendera vecina amiga desconocida
        extraña jefa conductora cocinera portera panadera jueza alcaldesa enfermera bruja rubia morena pelirroja
        """,
        "voz persona alguien estudiante cantante artista testigo fantasma criatura bebé",
    ),
    titles=by_gender(
        "señor sr don tío padre rey príncipe lord sir",
        "señora sra doña señorita srta tía madre reina lady",
        "doctor dr doctora dra capitán capitana profesor profesora san santa",
    ),
    first=words("yo me mí mi conmigo"),
    determiners=words(
        """
        el la los las un una su sus mi mis tu tus nuestro nuestra aquel aquella ese esa este esta otro otra
        """
    ),
    prepositions=words("a al de del en con por para sin sobre tras hacia hasta desde entre ante bajo contra según"),
    conjunctions=words("y e o u pero ni que mientras cuando como porque aunque si sino donde"),
    adverbs=words(
        """
        no sí ya también tampoco siempre nunca entonces luego después antes ahora aquí allí allá abajo arriba
        dentro fuera nadie nada algo alguien todo todos toda todas quién qué cómo cuándo dónde cuál muy más
        menos bien mal casi solo sólo aún todavía hoy ayer mañana bueno vale claro gracias perdón adiós hola
        buenos buenas eh ah oh ay vaya hasta eran era estaba había fue hay es son lo le les se dos tres cuatro
        cinco uno lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio
        julio agosto septiembre octubre noviembre diciembre dios por_favor capítulo así tal vez quizá
        """
    ),
    talk=words("yo tú te ti vos usted me mi mis tu tus nos nosotros os vosotros contigo conmigo"),
    ends_in_a=True,
)
