"""First names by the gender of most who bear them, in lower case; names that many of both bear are left out.

Compiled from the first-name lists of the 1990 census of the United States (public domain), from the name lists of
Faker (MIT licence), and by hand.
"""

from __future__ import annotations

from typing import Final

MALE_NAMES: Final = frozenset(
    """
    aaron abbas abdou abdul abdullah abebe abel abraham abílio achilles achim adalberto adam ade adewale aditya adnan
    adolfo adrian adrián adán aeneas afonso agung agustin agustín ahmad ahmed ahmet aidan aiden akash akecheta akihiko
    akira aksel alan alasdair albert alberto albin albus alcee aldo alec aled alejandro aleksander alessandro alexander
    alexandre alexandru alexei alexey alf alfons alfonso alfred alfredo ali alistair allan allen alois alonso alonzo
    alton alun alvaro alvin amador amadou amin amir amit amos anan anand anders andre andreas andrei andres andrew
    andrzej andré andrés andy angelo angharadson angus anil anselmo ansgar antero anthony antoine anton antonino antonio
    antony aonghas apollo aram aramis arash arata archie ares ari arif arjun arkadi arkady arman armand armando armen
    arne arnold aron arsenio artak arthur artur arturo artyom arvind asbjørn asger ash ashok ashot athos atl atsushi
    attila augustin augusto aurelio aurélien axel ayaan aymen ayo aziz babajide bagus bahram baltasar bambang barnaby
    barry bart barış bashir bastien beau bedivere behrouz ben benito benjamin benjamín benno benny berend bernabé
    bernard bernardo berndt bernhard bernt bert bertie bertrand bilal bilbo bill billy binh birger bjarne björn blaine
    blake bob bobby bogdan bongani boris boubacar boyd brad bradford bradley brady brain brandon branko brendan brent
    bret brett brian bruce bruno bryan bryant bryce bryon buddy budi burak burton byron byung cadoc caetano cain caleb
    callum calogero calvin cameron camilo caradoc carl carlo carlos carlton carmelo caspar casper caspian cassius cathal
    cato cayetano cecil cedric cem cesar chad chai charles charlie charon chayton che cheikh cheng chester chidi chike
    chinedu christian christopher chuck chul ciaran cillian cináed cipriano ciriaco ciro clarence clark claudio clay
    clayton clemente cleveland cliff clifford clifton clint clinton clive clyde clément cody cole colin collin colm
    colum conal conall conan conn connor conor conrad constantin corentin corey cormac cornelio cornelius cory cosimo
    cosmo craig crispin cristian cristobal cuauhtémoc cuong curt curtis cuthbert cyril cyrus cédric césar dafydd dag dai
    daiki daisuke dale damian damien damon dan dane dani daniel daniele danilo danny dante darin darius dariush dariusz
    darnell darrel darrell darren darrin darryl darwin daryl darío dave david davit dawit dean declan dedi deepak
    delbert dele demetrius denis dennis derek dermot derrick deshawn desmond detlef devansh devin dewayne dewey dexter
    diarmuid dick diego dieter dillon dimitri dinesh dino dion dionysus dirk dmitri dmitry domenico domhnall domingo
    dominic dominick dominik don donal donald donato donnie dorian doug douglas doyle dragan duane duarte duc duncan
    dusan dustin dwayne dwight dylan désiré eachann eadric eamon eamonn earnest ebenezer eckhart ed eddie edgar edmond
    edmund eduard eduardo edvard edward edwin efrain egon eifion eiji einar eirik eko ekow elbert eldon elias elijah
    elis elliot elliott ellis elmer eloy elton elvin elwood emanuel emeka emeric emil emiliano emilio emin emlyn
    emmanuel emmet emmett emre emrys enda endymion engin enkidu enoch enrico enrique enzo eoghan eoin erdem erdogan eric
    erick erik erkan erling ernest ernesto ernie ernst ervin erwin eryl esteban ethan etienne eugen eugene eugenio
    eusebio eustace evan evander evaristo everett ezekiel ezra fabian fabio fabrice fadi fahad faisal farai farhad
    farhan farid farquhar farrokh farrukh fatih fausto fearchar feargal fearghal federico fedor felipe felix femi
    ferdinand ferenc fergal fergus ferhat fermín fernando fetu fidel filip filippo finbar fingal finn fintan fitzwilliam
    flavio florent florentino florian florizel floyd foma forrest francesco francis francisco franco frank franklin
    françois fred freddie freddy frederic frederick fredo fredrick fredrik friedhelm friedrich fritz frode frédéric
    fumio fyodor gabino gabriel gaetano galahad ganesh gareth garland garo garrett garry gary gaspar gaspard gaston
    gauthier gavin gawain gaël geir gene gennady geoffrey georg george geraint gerald geralt gerard gerardo gerhard
    germán gernot gert gerónimo gethin gevorg ghassan ghislain gideon gilbert gilberto giles gilgamesh gilles gino
    giorgi giorgio giovanni girish giuseppe glenn glyn godric gonzalo gonçalo gopal goran gordon goro grady graeme
    graham grant greg gregg gregorio gregory grigori grigory grover gruffydd grzegorz grégoire guang guido guilhem
    guillaume guillermo gulliver gunnar gustav gustavo gwilym götz günter günther habib hades hagop haidar haile hakan
    hakim hal halvard halvor hamid hamish hamlet hamza hani hannes hans hao harald harish harlan harley harold haroon
    harri harry hartmut haru haruto harvey hasan hassan hayato hayden hayk heath hector heiko heiner heinrich heinz
    helge helmut hemi hendra hendrik heng henning henri henrik henrique henry hephaestus herbert herman hermann hermes
    hernán hideki hideo hieu hikaru hiro hiroshi hisham holger homer honoré hooman horace horacio horst hosea hovik
    howard hrvoje hubert hugh hugo hugues humberto hussein huw huy hywel håkon håvard héctor iain ian ibrahim ibrahima
    icarus ichiro idris ieuan ifan ignacio ignatius igor ikenna ilya imran imre imtiaz ingmar inigo inácio ioane iolo
    iomhar iosefa iqbal irakli irvin irving isaac isaiah isamu isao ishaan isidro islwyn ismael ismail ismat ithel
    itsuki itzcoatl ivan ivar ivo iván iwan jabari jacek jacinto jack jacob jacobo jacques jagdish jago jake jakob jakub
    jalal jamal james jamil janus jared jari jarl jarlath jaroslav jarrod jason jasper javier jay jayden jean-luc jeff
    jeffery jeffrey jeffry jens jerald jeremiah jeremy jermaine jerome jerry jerzy jerónimo jesper jess jesse jesus
    jesús jian jianguo jide jim jimmy jin jiro joachim joakim joaquin joaquín jocelin jochen joe joel joesph joey johan
    johannes john johnathan johnny joko jon jonah jonas jonatan jonathan jonathon joon jorge jose josef joseph josh
    joshua josiah josué josé jovan jozef joão juan jude juhani jules julian julio julius juma junaid junior justin
    jérôme jörg jörgen jørgen jürgen kaan kahale kai kaito kalevi kalle kamau kamil kamran kane karan kareem karim karl
    karsten kartik kashif kasper katsu kaveh kayode kaz kazuki keita keith kelvin kemal ken kendrick kenji kenneth kenny
    kent kenta keoni kermit ketut kevin khaled khalid khanh khoa kian kidane kieran kiet kilian killian kimo kirill kirk
    kittisak kjell klaus knud knut koa kofi koichi kojo konrad konstantin koray kosuke kristian kristoffer kristopher
    krzysztof kun kunal kunle kuno kurt kuzma kwabena kwadwo kwaku kwame kwesi kyle kåre lachlan lalit lamar lamont
    lance lancelot larry lars lasse lauge laurence lawrence lazarus leander leandro leif leiv leland leo leofric leon
    leonard leonardo leonce leonel leonid leontes leopold leopoldo leroy lester lev levan levi levon lewis liam liang
    linus lionel llew llewelyn lloyd logan loki lonnie lorcan loren lorenzo lothar louie louis lowell loïc lubos luc
    lucas lucian luciano lucien lucio ludwig luigi luis luka lukas luke luther lutz luís lwazi lyle lysander lázaro léon
    macbeth mack macsen madog mads magnus mahesh mahmoud majid makoa makoto maksim malachy malcolm malik malte malvolio
    mamadou mamoru manaia mandla manfred manish manoj manuel manus marc marcel marcelo marcin marco marcos marcus marek
    mariano mario marius mariusz mark marko markus marlin marlon martin martino marty martín marvin marwan masao masaru
    massimo mateo mathew mathias mathieu mathis matias mats matt matteo matthew matthias matti mattias matvei matvey
    maurice mauricio maurizio mauro max maxim maximilian maximiliano maxwell mehdi mehmet meinhard meirion melquiades
    melvin mercutio merlin mert mervyn meurig micah micha michael michal micheal michel mick miguel mihail mikael mike
    mikhail mikkel milan miles milo milos milton minh mirco mirko miroslav mitchell mitsuo modesto modou mogens mohamed
    mohammad mohammed mohan moises monte monty mordred morgannwg morris morten moses moussa muhammad mukesh murat murdo
    murray mustafa mustapha mwangi myles myron nabil nadeem nader naoki narek nashoba nasir nasser natanael nathan
    nathaniel naveed naveen navid neal ned neil nelson nemanja nemesio nenad nestor neville niall nicanor nicholas nick
    nico nicolas nicolás niels nigel nikhil niklas niko nikolai nils niran nizar njoroge noah noboru noel nolan norbert
    norman noël nuno nyoman obadiah oberon obinna ochieng octave octavian octavio odin odysseus oedipus oisin olaf olavi
    ole oleg oliver olivier oluwaseun omar omer omid ondrej onur orestes orhan orlando orpheus orsino orville osamu
    oscar osian osip oskar osman osric osvaldo otieno otis otmar ottmar otto ousmane owain owen ozan pablo padraic
    padraig paolo parviz pascal pascual pasha pasquale patric patricio patrick patrik patroclus paul paulinho paulo
    pauric pavel pawel peadar pearse pedro pekka per percival percy peregrin perry perseus pete peter petros petter phil
    philip philippe phillip phineas phuc pierce pierre pietro piotr plácido porfirio porthos poseidon pradeep prakash
    prasert predrag preston prospero pryderi pyotr pyramus qasim qiang quang quentin quinton radek rafael rafiq ragnar
    rahim rahul rainer raj rajesh rajiv rakesh ralf ralph ramesh rami ramin ramiro ramon ramón randal randall randolph
    randy rangi raphael rashid rasmus raul ravi ray raymond raúl reece reggie reginald reinhard reinhold remus renato
    rené reuben rex reynaldo reza rhodri rhun rhydian rhys riad ricardo richard rick rickey ricky rico riku rizwan roald
    rob robert roberto rocco rocky rod roderick rodger rodion rodney rodolfo rodrigo rogelio roger rohan rohit roland
    rolando rolf romain roman romeo romulus ron ronald ronan ronnie ronny roosevelt rory roscoe rosendo ross rostam
    rowan roy royce ruairi ruaridh ruben rubeus rubén rudolf rudolph rudy rufino rufus rune rupert rurik ruslan russel
    russell rusty ryan ryo ryota ryszard régis rémi rüdiger sachin saeed saeid saleem salim salvador salvatore samer
    sami samir sammy samu samuel sandeep sander sandro sandu sanjay santiago santos sarkis satoru satoshi saul scott
    scotty seamus sean sebastian sebastiano sebastián segun sekou selim semyon sepp sergei sergio serkan seth seun seung
    severin severino severus shahid shahin shane shankar shaun shawn sheldon sherman shinichi shinji shinobu shiro sho
    shota shuji shun siavash siddharth sidney siegfried sigmund sigurd silas silvio simon sinan sindre sione sipho
    sirius slamet slobodan sohail sohrab solomon somchai soren sota stan stanislav stanley stas stefan stefano sten
    stepan stephan stephen sterling steve steven stewart stig stojan struan stuart stéphane suleiman sunil suraj suresh
    sushil susumu sven sverre sylvain sylvester sönke sören søren tadashi tadeusz tae tafadzwa tahir takeo takeshi
    takoda takumi takuya taliesin tamati tamer tapani tapio tariq tarkan taro tatsuya ted teddy tendai tenoch teodor
    teodoro terence terje terrance terrell terrence tesfaye tetsuo tevita thabo thaddeus themba theo theodor theodore
    thibault thien thierry thomas thor thorsten thurman théo théodore tiago tiberius tibor tigran tim timmy timo timofey
    timoteo timothy tiresias titus tobias toby todd tolga tom tomas tomasz tomislav tommy tomos tomás tony tor torben
    torbjørn tore torquil torsten toru travis trent trevor tristan tristram trond troy truls trung trygve tsutomu tuan
    tudur tunde turgut tybalt tyler tyrell tyrone tyson ualan uche uday udo uilleam ulf uli ulises ulrich ulrik ulysses
    umut urban usman uwe vadim vahan valdemar valentin valerio valter valère vance vanya vartan varun vasco vasily
    vassily vasya vegard veit veli vernon vicente victor vidar viggo vijay vikram viktor vilhelm viliami ville vince
    vincent vincenzo vinh vinod virgil virgilio vishal vito vittorio vivek vladimir volkan volker volodya vuk vulcan
    víctor wade wael waldemar wale walid wallace walter warren wasim wayan wayne wenceslao wendell wenzel werner wesley
    wilbert wilbur wilf wilfred wilfredo wilhelm willard william willis willy winston wiremu witold wojciech wolfgang
    woodrow wyatt wystan xavier xiang xolotl yago yahya yakov yann yaqub yash yasir yasuo yaw yegor yemi yevgeny yilmaz
    yngve yonas yong yosef yoshi yosuke younis youssef yuji yuri yusuf yuto yuuri yuuta yves zac zacarías zachary zaid
    zain zakhar zayn zaza zeferino zephyr zeus zhen zhiwei ziad zoran zubair zvonimir ángel édouard éric óscar øystein
    šimon
    """.split()
)

FEMALE_NAMES: Final = frozenset(
    """
    aaliyah aarti aase abbie abby abena abeni abigail abiola abril ada adaeze adanna addie adela adelaida adele adelheid
    adelina adeline adina aditi adriana adrienne adwoa adèle adélaïde afia afsana afua agata agatha agathe agnes agnete
    agnieszka agnès aida aideen aiko aila aileas aileen ailis ailsa aimee aimée aine aino aisha aishwarya aisling akane
    akanksha akari akemi akinyi akosua akua alana alba alberta albina alejandra aleksandra alena alexa alexandra
    alexandria alfhild alice alicia alida alina alisa alisha alison alix allie allison allyson alma almaz alofa alondra
    alta althea alva alyssa amaka amalia amanda amandine amani amara amber amelia amelie amie amina aminata amira amna
    amoret amparo amrita amy amélie ana anabel anahit anahita anam ananya anastasia anaïs andrea aneta anett anette
    anfisa angela angelia angelica angelika angelina angeline angharad angie angélica anh ani anica anika anita anja
    anjali anjana anka ankita ann anna annabelle annamaria anne annegret anneke anneli annelie annelies anneliese
    annemarie annette anni annick annie annika annikka annikki anouk anoushka antigone antje antoinette antonella
    antonia antonietta antonina anunciación anush anusha anwen anya aoife aparna aphrodite apolinaria apolline apolonia
    araceli araxie arcelia archana aria ariadna ariadne ariana arianrhod arianwen arlene armelle aroha arpi artemis
    aruna asami asena asha ashlee ashleigh ashling aslaug aslı asma asmaa asta astghik astri astrid asuka asunción
    asunta atalanta atefeh athena atieno audra audrey aura aurelia aurora autumn ava avis avni axelle ayaka ayako ayame
    ayano ayesha ayla ayodele aysel ayten ayu ayumi ayça ayşe azadeh aziza azucena bahar barbara barbra basma beata
    beate beathag beatrice beatrix beatriz becky behnaz belinda bella bellatrix benigna benita bente beren berenice
    berit bernadette bernadine bernice berta bertha bessie beth bethan bethany bethia betina betje betsy bette bettie
    bettina betty bettye beulah beverley beverly bhavna bianca bianka bich billie bintou birgit birgitta birte bisi biyu
    blanca blanche blandine blanka blodeuwedd blodwen bobbi bobbie bodil bohumila bojana bolanle bonita bonnie borghild
    bożena božena brandi brandy branka branwen brechje brenda briana brianna bridget bridgette brigid brigitta brigitte
    briseis brita britomart britt britta brittany brittney bronagh bronwen bronwyn brooke brunhilde brynhild brynja
    bukola burcu bushra bárbara bärbel bérénice cahaya caitlin caitlyn caitriona callie calliope calypso camila camilla
    camille canan candace candice candy caoimhe capucine cara caridad carin carina carla carlene carlota carly carmel
    carmela carmella carmen carmina carol carola carole carolin caroline carolyn carrie carys casandra cassandra cassie
    catalina catarina caterina catharina catherine cathleen cathrine cathy catrin catriona catrìona cecelia cecile
    cecilia ceinwen ceitidh celeste celestine celia celine ceridwen chandra chantal chantelle charity charlene charlotte
    charlène chau chelsea chelsey cheri cherie cheryl cheyenne chiamaka chidinma chie chieko chihiro chika chioma chitra
    chiyo chloe christa christel christi christiane christin christina christine chunhua ciara cindy circe citlali citra
    claire clara clare clarice clarisa clarissa clarisse claudette claudia claudine clemence clementina cleopatra
    cliodhna cliona clodagh clothilde clotilde clytemnestra clémence colette colleen collette concepcion concepción
    concetta connie consolación constance consuela consuelo cora coralie cordelia corina corinna corinne cornelia corona
    corrine courtney creirwy cressida cristina crystal cybele cynthia cécile céleste célestine céline dagmar dagmara
    dagny daisy daiyu dalal dalia danae danaë danica daniela danielle danuta daphne darcy daria darla darlene darya
    dasha dawn dayo deana deanna dearbhail dearbhla debbie debora deborah debra deepa deepti defne deianira deino
    deirdre delfina delia della delores deloris delphine delyth demeter demi dena denisa denise dervla derya desdemona
    desiree destiny devi diana diane dianna dianne dido diem diep dilara dilys dina dinah ditte divya dixie dolly
    dolores dominique dona donna dora doreen dorina doris dorota dorothea dorothy dorthy dragana drusilla dubravka
    duessa dulce dunya durga débora earlene earline earnestine ebba ebele ebony ebru ece edel edelmira edeltraud eden
    edit edith edna eeva effie efia efua eija eila eileen eilidh eilis eilish eimear eimer eirlys eirwen eka ekaterina
    elaheh elaine eleanor electra elena eleonora eleri elfriede eliana elif elin elina elinborg elinor elisa elisabet
    elisabeth elise eliza elizabeth elke ella ellen elli ellie ellinor elly elma elna elnora elodia elodie eloise elsa
    elsbeth else elsie elspeth eluned elva elvira ema embla emer emi emiko emilia emilie emily emine emma emmi emmy
    encarnación endah enfys enid eniola enyo erato erdmute erica ericka erika eriko erin eris erma erna ernestina
    ernestine esi esmeralda esperanza esra essie estefanía estela estella estelle ester esther ethel etsuko etta ettare
    eufemia eugenia eugénie eula eulalia eumenides eunice eunji euphemia eurwen eurydice eusebia euterpe eva eve evelina
    eveline evelyn evi evie evy ewa ezinne fabia fabiana fabiola fadwa faith faiza famke fanchon fannie fanny fantine
    farah farangis farida fariha farzana fatema fatima fatma fatou fawzia fay faye felicia feliciana felisa femke
    fenella fenna feodora fereshteh fern fernanda fetuilelagi ffion ffraid filippa filiz fiona fionnuala fitri flavia
    flor flora floraidh florence florencia florentina florimell florina flossie folake fortunata frances francesca
    francine francisca françoise frauke freda freya freydis frida frieda friederike froukje fuensanta fumiko funke funmi
    félicité gabriela gabriella gabrielle gaia gail galatea galina galya gauri gay gayane gayle gaynor gaëlle geertje
    geeta gemma geneva genevieve geneviève genoveva georgia georgiana georgina geraldine gerd gerda gerlinde gertrud
    gertrude gertrudis gesa gesche gesine ghada ghislaine giang gillian gina ginevra ginger giovanna gisela giselle gita
    giuseppina gizem gladys glenda glenna glenys gloria gloriana glynis goldie golnaz goneril gordana gorgo grace gracie
    graciela grainne grażyna greta gretchen grete grethe griet griselda gry guadalupe gudrun gudula guinevere guiying
    gunda gundula gunhild gunhilda gunnhild gunvor guðrún gwen gwenaëlle gwenda gwendolyn gwenhwyfar gwenllian gwenno
    gwladys gwyneth gyda gynevra gül gülay gülşen habiba haf hafsa hailey hala haley halima halina halla halldis hana
    hanako hanan hande hanh hanka hanna hannah hanne hanneke hannele hannelore harini harriet harriett haruka haruko
    harumi hasmik hatice hattie hayley hazel heather hebe hecate hecuba hedda hedvig hedvika hedwig heide heidi heidrun
    heike heledd helen helena helene helga helle helmi hendrikje henrietta henriette hera herdis hermelinda hermia
    hermione herta hestia heulwen hiba hideko hien hilaria hilary hilda hilde hildegard hildegunn hilja hilkka hillary
    hillevi hilma himari hina hinata hinemoa hippolyta hisako hitomi hiwot hoa hoda hollie holly honoka honorine hope
    hortense hortensia huda huguette hui huifen hulda hyejin hygieia héloïse hélène ida ifeoma igraine iida ikumi ila
    ileana ilona ilse ilsebill iman imelda imke imogen imogene ina inanna inas inaya indah indeg indira indu ines inessa
    inez inga inge ingeborg ingelore inger ingrid ingunn inka inkeri inmaculada intan inès inés iolanda iona ipek
    iphigenia irena irene irina iris irja irma irmgard irmtraud irène isa isabel isabela isabell isabella isabelle
    isaure iseabail iseult isha ishtar isis isla ismene isobel isolde isoud itzel iva ivana ivanka ivona ivonne ivy
    iwona ixchel iyabo izel izumi jacinta jacinthe jaclyn jacqueline jacquelyn jade jadranka jadwiga jaleh jami jamila
    jana jane janelle janet janette janice janie janina janine janis janna janneke jantje jaqueline jarmila jasmin
    jasmina jasmine jasna jawahir jaya jayanti jayne jeanette jeanie jeanine jeanne jeannette jeannie jeannine jehanne
    jelena jemma jenifer jenna jenni jennie jennifer jenny jeri jerri jessica jessie jewel jewell jiahui jiayi jieun
    jill jillian jimena jing jingyi jitka jiwon jiyoung joan joana joann joanna joanne jocasta jocelyn jodi jodie
    johanna johanne jolanda jolanta jolene jonna jorunn josefa josefina josefine josephine josette josie josje joséphine
    joyce juana juanita judith judy julia juliana julianna julianne julie juliet julieta juliette juno justine jutta
    juul jyoti jytte júlia kaarina kadiatou kaede kaisa kaitlin kaitlyn kajal kalinda kamala kamila kanako kanchan kaori
    kaoru kara karen karin karina karita karla karolina karoline kartika kasia kasumi katalin katarina katarzyna kate
    katelijne katelyn katerina katharina katharine katherina katherine kathleen kathrin kathryn kathy kati katie katja
    katniss katri katrin katrina katy katya kavita kawthar kayla kaylee kayleigh kayo kayoko kazuko kehinde keiko keisha
    kelley kelli kellie kelsey kemi kendra keri kerri kerstin kerttu ketevan khadija khalida kiki kimberley kimberly
    kimiko kinga kira kiri kirsi kirsteen kirsten kirstin kirsty kitty kjersti klara klaudia klára komal kore kornelia
    kotone kriemhild krista kristen kristi kristie kristin kristina kristine kristy krystal krystyna ksenia kumi kumiko
    kylie kyllikki kyoko käthe lacey lachesis ladonna lahja laila laina lakshmi laleh lali lalita lamia lana lara larisa
    larissa lata latasha latifa latisha latonya latoya laura laure laurel lauren laurie laurine lavender lavinia laxmi
    layla lea leah leann leanne leda leela leena leia leila leilani lela lempi lena lene lenka lenora lenore leocadia
    leola leona leonie leonor lesley lestari letha leticia leto leucothea leyla lia liana libuše lidia lieke liesbeth
    lieselotte liesl ligia lihua liisa liisi lijuan lila lileas lili lilia lilian liliana liling lilla lillian lillie
    lilly lily lina linda lindsey linea ling linh linn linnea lisa lisbeth lise liselotte lisette litia liv livia liz
    liza lizzie lizzy ljiljana ljubica llinos lois lola lora loraine loredana lorena lorene loretta lori lorie lorna
    lorraine lorrie losa lotje lotta lotte lottie louane louisa louise lourdes lowri loïse luana lubna lucette lucia
    luciana lucie lucile lucille lucinda lucy lucyna lucía ludivine ludmila ludovica luella luisa luise luiza lula lumi
    luna luned lunete lupe lupita lusine luz lydia lynda lynette lynne lyonesse lyra lyuba lyudmila léa léna léonie
    léontine maaike maarit maartje mabel mable macarena machiko mackenzie madeleine madeline madelon madhuri madison
    madoka mae maeve magali magda magdalena maggie maha mahsa mai maia maija maiko mair maire mairead mairwen maisa
    maite maja makeda maki makiko mala malak malee malene malgorzata mali malia malin malinali malinda mallory mami
    mamie manal manana mandana mandy manisha manon manuela mara marama marcela marcella marcia marcie marcy maren marfa
    marfusha marga margaret margareta margaretha margarita margaux margie margit margo margot margret marguerite mari
    maria mariah mariam mariama mariana mariann marianna marianne maribel maricarmen marie marielle marijana marika
    mariko marilyn marina mariné marion marisa marisela marisol marissa marit marita maritta maritza marja marjan
    marjatta marjorie marjukka marla marlene marlies marsha marta martha marthe martina martine mary maryam maryann
    marylou marzena masako masami masha mathilde matilda mattie maud maude maura maureen mavis maxine maya mayra maysa
    mayte mayu mayumi maëlle maëva małgorzata meagan mechthild mechtild medea medusa meena meenakshi meera meeri meg
    megan meghan meghna megu megumi mei meike meilin meiling meinir meinwen melania melanie melati melba mele melina
    melinda melisa melissa melpomene meltem menna mercedes mercy mere meredith mererid merete merve mervi meseret metis
    mette mhairi mia micaela michaela michele michelle michi michiko mieke mieko mientje miho mihoko mika mikaela
    mikayla miki mila milada milady milagros milagrosa mildred milena milla millicent millie mina minako mindy minerva
    minji minna minnie minseo minty mira miranda mireille mirella miriam mirja mirjam mirjana mirosława misaki misako
    mitra mitsuki mitsuko miwa miyako miyu mizuki moana mohini mollie molly momoe momoka momoko mona monica monika
    monique morag morena morfudd morgana morgane morgause morna morwenna mouna moyra muguette muireall mulan muna muriel
    myfanwy myra myrna myrtille myrtle màiri mária mégane mélanie mélisande mónica nabila nadezhda nadia nadine nadira
    nadja nadège nagisa nairi najwa nalan nalini nami namrata nanako nanami nancy nandini nani nannie nansi naoko naomh
    naomi narcisa narcissa narine nasreen nasrin nastya natalia natalie natalya natasha natela nathalie natividad
    natsuki natsumi nawal nayeli nayla nazanin nazia nazlı neelam neeltje neema neha nela nelda nele nell nellie nelly
    nemesis nephele nerissa nermin nerys nesrin nest nesta nettie neva nevena ngaio ngaire ngan ngoc ngozi nguyet nhung
    niamh nichola nichole nicole nicté nidhi nidia nienke nieves nikita nikki nilay niloufar nilufar nimue nina ningsih
    nino niobe nirmala nisha nita nithya njeri nkechi nneka nobuko noelani noelia noemi noemie noemí nola nomsa nomvula
    non noortje nora norah noreen noriko noura nova noxolo noémi noémie nuala nuan nura nuria nurul nyambura nymphadora
    nyx obdulia obioma octavia océane odalys oddny oddrun odessa odette odile oenone ofelia oharu oighrig oili okiku
    oksana olesya olga olimpia olive olivia olivie oluchi olwen omitsu omolara oonagh opal ophelia ora oriane orla
    orlaith orvokki otilia ottilie oumou outi padma paige palesa pallavi paloma pam pamela pandora paola parisa parul
    parvaneh parvati pasiphae patience patrica patrice patricia patrizia patsy patti patty paula paulette paulina
    pauline payal pearl pearlie peggy peigi pelin pemphredo penelope penny penthesilea pepper perdita perla pernille
    perpetua perrine persephone petra petronila phaedra philippine philomela philomena phoebe phuong phyllis pia piedad
    pierrette pilar pippa pirjo pirkko polina polly polya pooja portia prabha praskovya pratibha precious preeti
    priscilla priya priyanka procne prudence psyche puja purificación putri pyrrha pythia päivi pénélope pınar qiong
    qiuyue quetzalli quyen quynh rabia rachael rachel rachelle radha radhika radka radmila rae rafaela raghnaid ragna
    ragnell ragnfrid ragnhild raija raili raisa ramatoulaye ramira ramona randi rani rania raphaëlle raquel rasha rashmi
    ratna ratree razia reba rebeca rebecca rebekah regina regine rehana reidun reiko reina reinhild rekha remedios rena
    renata renate renee renu renáta renée reshma revathi rhea rhian rhiannon rhoda rhona rhonda rhonwen rhoswen ria
    ricarda richa riet riikka riitta rika rikke rimma rini risa rita ritsuko ritu ritva roberta robyn rochelle rocio
    rocío roisin romana romina romy ronda ronke rosa rosalia rosalie rosalind rosalinda rosaline rosalyn rosario rose
    roseline rosemarie rosemary rosetta roshni rosie rosina rosita roswitha rotraud roxana roxane roxanne roya rozalia
    ruby rukhsana rumi rumiko runa rupa ruqayya ruth ruthie růžena saanvi saara sabah sabina sabine sabrina sachiko
    sadako sade sadie safiya sahar saija saima saimi sakura sallie sally salma salomé salwa samanta samantha samia samin
    samira sanae sandra sandrine sanna sanne sanni sansa saoirse saori sappho sara sarah sarita sasha saskia satenik
    satoko satomi saundra savannah savita sayaka sayo sayuri scylla seema seija selena selene selin selina selma sema
    semele senja seonag seonaid seoyeon serafina seren serena setareh setsuko severina sevgi sevil sevim shabana
    shahrzad shaima shalini shamhat shana shania shanna shanti shari sharmila sharon sharron shauna shawna sheena sheila
    shelby shelia shelley shelly sheree sheri sherri sherrie sherry sheryl shilpa shirin shirley shizuka shizuko shobha
    shona shreya shruti shu shufen shushan sian sibel sidonie sidra siduri sieglinde sienna sietske sigga signe sigrid
    sigrun sigríður silja silke silvana silvia simisola simona simone sina sinead sinta siobhan sioned siranush siri
    siriporn sirkka sirpa sissel sita siv siwan sixtine siyu siân sjoukje smita sneha snežana socorro sofia sofie sofía
    soile sokhna solange soledad solfrid solrun solvei solveig solvår solène somsri sonali sondra sonechka songül sonia
    sonja sonya sophia sophie soraya sorcha sri stacey staci stacie stanislava stanisława stefani stefania stefanie
    steffi stella stephanie stheno suda sudha sue sujata sujin suki sumaya sumiko sumire sunanda sunisa sunita sunmi
    suong supriya susan susana susann susanna susanne sushma susie suvi suzanne suzette suzu suzume svala svea svenja
    svetlana swantje swati sybil sylvaine sylvia sylvie sylwia sára séverine sìne tabatha tabea tabitha tahira taina
    takako talia tamaki tamar tamara tameka tami tamika tamiko tammie tammy tamora tamsin tamta tania tanisha tanja
    tanya tara taraneh tarja tasha tatiana tatyana tegan tegwen teleri temi teodora teodosia teresa terhi teri
    terpsichore terri terrie tesni tess tessa tethys teuila thalia thandi thandiwe thao thaïs thea thekla thelma thembi
    theres theresa therese theresia thetis thisbe thora thorbjørg thuy thyra théodora théodosie thérèse tia tiare
    tiffany tigist tiina tijana tilly tina tineke tiphaine tirion titania titilayo tjitske tomoe tomoko tonia tonya tori
    toril torunn toshiko tove toyin tracey traci tracie trang traudl tricia trijntje trina trinh trisha trude trudy
    truus tránsito tsubaki tsukiko tuija tuti tuula tuulikki tuva tuyet tuğba tyche tyra tyyne ulani ulla ulpu ulrike
    uma umeko una unn unni urania ursel ursula ursulina urszula urvashi usagi usha ute uyen valarie valentina valeria
    valerie valérie vandana vanesa vanessa vani vasilisa vasudha veerle velma venla vera verna veronica veronika
    verónica vesna vesta vicki vickie vicky victoire victoria vidya vieno vigdis viktoria vilde vilma vimala viola
    violaine violet violeta violette virgie virgilia virginia virginie visitación vivian viviana vivien vivienne vlasta
    volumnia vroni vuokko véronique věra wafa wakana waltraud wambui wanda wanjiru wati wendy wenling wenna whetu
    whitney wiebke wiesława wietske wilhelmina willa willemijn wilma winifred winnie winnifred wulan xenia xia xiaoling
    xiaomei ximena xiomara xiu xiulan xochitl xuan xue xóchitl yadira yalda yanti yaretzi yasmeen yasmin yasmine yasuko
    yatzil yayoi yağmur yelena yen yetunde yewande yifei yingying ylva yolanda yolande yolotl yoriko yoshiko yrsa
    yseult ysolde yue yuhan yui yukari yukie yukiko yuko yulia yuling yulya yumi yumiko yuna yuriko yusra yvette yvonne
    yıldız zahra zainab zainabu zaira zandile zanele zara zawadi zaynab zdenka zehra zeinab zelma zenaida zeynep zhanna
    zhenzhen zina zinaida zita zodwa zoe zoey zofia zohreh zora zoraida zorica zoya zoé zubaida zuzana zyanya zélie
    ángela ástríður åse élise élodie éloïse émeline émilie özge özlem úrsula þóra štěpánka šárka
    """.split()
)
