"""French: tirets, alone and inside « … », with tags behind a comma; “…”."""

from __future__ import annotations

from audiofic.language.grammar import Grammar, by_gender, words

GRAMMAR = Grammar(
    quotes='«» “” ""',
    comma_tags=True,
    verbs=words(
        """
        dit disait demanda demande demandait répondit répond répondait répliqua réplique s'écria s’écria écria
        s’exclama s'exclama exclama cria crie criait murmura murmure murmurait chuchota chuchote chuchotait
        souffla souffle grogna grogne grommela grommelle marmonna marmonne ajouta ajoute avoua avoue admit admet
        répéta répète insista insiste expliqua explique continua continue poursuivit poursuit reprit reprend
        interrompit coupa coupe protesta proteste ordonna ordonne supplia supplie avertit affirma affirme assura
        assure déclara déclare annonça annonce proposa propose suggéra suggère précisa précise concéda reconnut
        accepta nia mentit plaisanta rit ricana sanglota gémit bégaya balbutia bredouilla hurla hurle rugit
        siffla aboya lança lance lâcha lâche fit fait intervint observa remarqua remarque nota conclut corrigea
        corrige acquiesça approuva objecta promit promet jura jure menaça salua appela offrit rappela informa
        reprocha chantonna lut hésita soupira soupire s’enquit s'enquit enquit rétorqua rétorque riposta
        confirma confirme confia renchérit railla tonna gronda articula susurra interrogea questionna commença
        termina acheva
        """
    ),
    thoughts=words("pensa pense pensait songea songe réfléchit"),
    beats=words(
        """
        sourit soupira hocha haussa secoua regarda leva baissa tourna posa prit ferma ouvrit fronça rit se
        s’assit s'assit avala croisa serra recula avança acquiesça rougit pâlit
        """
    ),
    pronouns=by_gender("il -il t-il", "elle -elle t-elle", "on vous-même")
    | {"ils": "they", "elles": "they", "je": "I", "j’": "I", "j'": "I"},
    nouns=by_gender(
        """
        homme garçon vieux vieillard jeune monsieur père fils frère grand-père oncle cousin mari époux fiancé
        roi prince capitaine docteur médecin professeur maître soldat garde serveur policier facteur marin
        pêcheur inconnu étranger voisin ami curé chef conducteur cuisinier gardien boulanger juge maire blond
        brun roux
        """,
        """
        femme fille vieille dame mademoiselle madame mère sœur soeur grand-mère tante cousine épouse fiancée
        reine princesse professeure maîtresse serveuse policière factrice inconnue étrangère voisine amie cheffe
        conductrice cuisinière gardienne boulangère infirmière sorcière blonde brune rousse fillette
        """,
        "voix personne enfant élève artiste témoin fantôme créature bébé quelqu’un",
    ),
    titles=by_gender(
        "monsieur m maître oncle père roi prince lord sir",
        "madame mme mademoiselle mlle tante mère reine lady",
        "docteur dr capitaine professeur saint sainte",
    ),
    first=words("je j’ j' me m’ moi mon ma mes"),
    determiners=words(
        """
        le la les l’ l' un une des son sa ses mon ma mes ton ta tes leur leurs ce cet cette ces notre votre
        autre
        """
    ),
    prepositions=words(
        """
        à au aux de du d’ d' en dans avec par pour sans sur sous vers chez entre devant derrière contre depuis
        jusqu’à
        """
    ),
    conjunctions=words("et ou mais ni que qu’ qui quand comme car si tandis pendant puisque lorsque où donc"),
    adverbs=words(
        """
        ne pas non oui si déjà aussi toujours jamais alors puis ensuite après avant maintenant ici là là-bas
        personne rien tout tous toute toutes quoi comment pourquoi combien quel quelle très plus moins bien mal
        presque seulement encore aujourd’hui hier demain bon bonne merci pardon adieu bonjour bonsoir salut eh
        ah oh hélas enfin c’est c’était il_y ça cela c’ était est sont avait deux trois quatre cinq lundi mardi
        mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre
        octobre novembre décembre dieu chapitre peut-être soudain doucement voilà voici y se s’ lui bas haut
        """
    ),
    talk=words("je j’ j' tu te t’ t' toi vous nous me m’ m' moi mon ma mes ton ta tes votre vos notre nos"),
    incises=words(
        """
        en sans avec d’un d’une d'un d'une la le les sa son ses une un puis et tandis alors comme pour avant
        après dans sur les l’air l'air tout toute visiblement soudain presque penchée penché assis assise debout
        """
    ),
)
