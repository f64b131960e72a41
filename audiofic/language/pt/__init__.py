"""Portuguese: a travessão with its incises, “…” and «…»."""

from __future__ import annotations

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    verbs=words(
        """
        disse diz dizia perguntou pergunta perguntava respondeu responde respondia replicou replica retrucou
        retruca exclamou exclama gritou grita sussurrou sussurra murmurou murmura resmungou resmunga rosnou
        acrescentou acrescenta admitiu admite repetiu repete insistiu insiste explicou explica comentou comenta
        continuou continua prosseguiu interrompeu protestou protesta ordenou ordena pediu pede implorou suplicou
        avisou avisa alertou garantiu assegurou afirmou afirma confessou confessa declarou anunciou propôs
        sugeriu sugere esclareceu concedeu reconheceu aceitou negou mentiu brincou riu ri soluçou gemeu gaguejou
        balbuciou bufou rugiu sibilou chiou ladrou soltou quis indagou questionou interveio observou apontou
        concluiu corrigiu assentiu concordou objetou prometeu jurou ameaçou cumprimentou chamou ofereceu lembrou
        informou repreendeu cantarolou cantou leu hesitou suspirou suspira rebateu confirmou revelou ofegou
        falou fala berrou
        """
    ),
    thoughts=words("pensou pensa pensava refletiu"),
    beats=words(
        """
        sorriu assentiu balançou suspirou olhou ergueu baixou virou pousou pegou fechou abriu franziu riu
        encolheu engoliu cruzou apertou corou sentou levantou
        """
    ),
    pronouns=by_gender("ele", "ela", "você") | {"eles": "they", "elas": "they", "eu": "I"},
    nouns=by_gender(
        """
        homem rapaz garoto menino velho idoso jovem moço senhor cavalheiro pai filho irmão avô tio primo marido
        esposo noivo namorado rei príncipe capitão doutor médico professor mestre soldado guarda garçom polícia
        policial carteiro marinheiro pescador desconhecido estranho vizinho amigo padre chefe motorista
        cozinheiro porteiro padeiro juiz prefeito loiro moreno ruivo
        """,
        """
        mulher moça garota menina velha idosa senhora senhorita dama mãe filha irmã avó tia prima esposa noiva
        namorada rainha princesa capitã doutora médica professora mestra garçonete carteira vizinha amiga
        desconhecida estranha chefa cozinheira porteira padeira juíza prefeita enfermeira bruxa loira morena
        ruiva
        """,
        "voz pessoa alguém estudante artista testemunha fantasma criatura criança bebê",
    ),
    titles=by_gender(
        "senhor sr seu dom tio padre rei lord sir",
        "senhora sra dona senhorita tia madre rainha lady",
        "doutor dr doutora dra capitão professor professora são santa",
    ),
    first=words("eu me mim comigo meu minha"),
    determiners=words(
        """
        o a os as um uma seu sua seus suas meu minha teu tua aquele aquela esse essa este esta outro outra
        """
    ),
    prepositions=words(
        """
        ao à aos às de do da dos das em no na nos nas num numa com por pelo pela para sem sobre até desde entre
        contra
        """
    ),
    conjunctions=words("e ou mas nem que enquanto quando como porque se embora onde"),
    adverbs=words(
        """
        não sim já também sempre nunca então depois antes agora aqui ali lá embaixo acima dentro fora ninguém
        nada algo alguém tudo todos quem quê como quando onde qual muito mais menos bem mal quase só ainda hoje
        ontem amanhã obrigado obrigada desculpe adeus olá oi boa bom eh ah oh ai era eram estava havia foi há é
        são dois duas três quatro cinco segunda terça quarta quinta sexta sábado domingo janeiro fevereiro março
        abril maio junho julho agosto setembro outubro novembro dezembro deus capítulo talvez lhe se
        """
    ),
    talk=words("eu tu te ti você vocês vos me mim meu minha teu tua nós nos nosso nossa contigo comigo"),
    ends_in_a=True,
)
