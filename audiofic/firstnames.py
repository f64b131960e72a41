"""First names by the gender of most who bear them, in lower case; names that many of both bear are left out.

Compiled from the first-name lists of the 1990 census of the United States (public domain), from the name lists of
Faker (MIT licence), and by hand.
"""

from __future__ import annotations

from typing import Final

MALE_NAMES: Final = frozenset(
    """
    aaron abbas abdul abdullah abel abraham achilles achim adalberto adam adolfo adrian adrián adán agustin agustín
    ahmad ahmed aidan aiden akihiko akira alan albert alberto albin albus alcee aldo alec alejandro aleksander
    alessandro alexander alexandre alexandru alexei alexey alf alfons alfonso alfred alfredo ali alistair allan
    allen alois alonso alonzo alton alvaro alvin amador amin amir amos anders andre andreas andrei andres andrew
    andrzej andré andrés andy angelo angus anil antero anthony antoine anton antonino antonio antony apollo aramis
    arata archie ares ari arjun arkady armand armando arne arnold aron arsenio arthur artur arturo artyom ash athos
    atsushi attila augustin augusto aurelio axel ayaan aziz barnaby barry bart beau bedivere ben benito benjamin
    benjamín benny berend bernabé bernard bernardo berndt bernhard bernt bert bertie bertrand bilbo bill billy
    birger björn blaine blake bob bobby bogdan boris boyd brad bradford bradley brady brain brandon brendan brent
    bret brett brian bruce bruno bryan bryant bryce bryon buddy burton byron cain caleb callum calogero calvin
    cameron camilo carl carlo carlos carlton carmelo casper caspian cathal cecil cedric cesar chad charles charlie
    charon che chester christian christopher chuck ciaran cillian cipriano ciro clarence clark claudio clay clayton
    clemente cleveland cliff clifford clifton clint clinton clive clyde cody cole colin collin colm colum conal
    conall conan conn connor conor conrad constantin corey cormac cornelio cornelius cory craig cristian cristobal
    curt curtis césar dag dale damian damien damon dan dane dani daniel daniele danilo danny dante darin darius
    dariusz darnell darrel darrell darren darrin darryl darwin daryl darío dave david dean declan delbert demetrius
    denis dennis derek dermot derrick deshawn desmond devin dewayne dewey dexter diarmuid dick diego dillon dimitri
    dino dion dionysus dirk dmitri domenico domhnall domingo dominic dominick dominik don donal donald donato donnie
    doug douglas doyle duane duncan dustin dwayne dwight dylan eamon eamonn earnest ebenezer ed eddie edgar edmond
    edmund eduard eduardo edvard edward edwin efrain egon eiji einar elbert eldon elias elijah elliot elliott ellis
    elmer eloy elton elvin elwood emanuel emil emiliano emilio emin emmanuel emmet emmett emrys enda enoch enrico
    enrique enzo eoghan eoin erdogan eric erick erik erkan erling ernest ernesto ernie ernst ervin erwin esteban
    ethan etienne eugen eugene eugenio eustace evan everett ezekiel ezra fabian fabio fatih fausto feargal fearghal
    federico felipe felix ferdinand ferenc fergal fergus fernando fidel filip filippo finbar finn fintan fitzwilliam
    flavio florian floyd foma forrest francesco francis francisco franco frank franklin fred freddie freddy frederic
    frederick fredo fredrick fredrik fritz fyodor gabino gabriel gaetano galahad gareth garland garrett garry gary
    gaston gavin gawain gene geoffrey georg george gerald geralt gerard gerardo gerhard germán gert gerónimo gideon
    gilbert gilberto giles gilles gino giorgio giovanni giuseppe glenn gonzalo gordon grady graeme graham grant greg
    gregg gregorio gregory grigori grover grzegorz guido guillaume guillermo gunnar gustav gustavo hades hal hamid
    hamish hamza hannes hans harald harlan harley harold harri harry haruto harvey hasan hassan hayden heath hector
    helge hendrik henning henri henrik henry hephaestus herbert herman hermes hernán hideo hikaru hiro hiroshi
    holger homer horace horacio hosea howard hubert hugh hugo humberto hussein héctor iain ian ibrahim icarus ichiro
    ignacio igor ilya imran imre ingmar irvin irving isaac isaiah isamu ismael ismail itsuki ivan ivar ivo iván
    jacek jacinto jack jacob jacobo jacques jake jakob jakub jamal james jared jari jarlath jaroslav jarrod jason
    jasper javier jay jayden jean-luc jeff jeffery jeffrey jeffry jens jerald jeremiah jeremy jermaine jerome jerry
    jerzy jerónimo jesper jess jesse jesus jesús jim jimmy jin joachim joakim joaquin joaquín joe joel joesph joey
    johan johannes john johnathan johnny jon jonah jonas jonatan jonathan jonathon jorge jose josef joseph josh
    joshua josiah josué josé jozef juan jude juhani jules julian julio julius junior justin jörgen kai kaito kalevi
    kalle kamil kane karim karl kasper kaz kazuki keith kelvin ken kendrick kenji kenneth kenny kent kenta kermit
    kevin khalid kian kieran kilian killian kirill kirk kjell knut kofi konrad konstantin kristian kristoffer
    kristopher krzysztof kurt kuzma kwame kyle lamar lamont lance lancelot larry lars lasse laurence lawrence
    leandro leif leland leo leon leonard leonardo leonce leonel leonid leopold leopoldo leroy lester levi lewis liam
    linus lionel lloyd logan loki lonnie lorcan loren lorenzo louie louis lowell luc lucas lucian luciano lucio
    ludwig luigi luis lukas luke luther lyle mack magnus mahmoud makoto maksim malachy malcolm malik malte manfred
    manuel manus marc marcel marcelo marcin marco marcos marcus marek mariano mario marius mariusz mark marko markus
    marlin marlon martin martino marty martín marvin massimo mateo mathew mathias matias mats matt matteo matthew
    matthias matti mattias matvey maurice mauricio maurizio mauro max maxim maximilian maximiliano maxwell mehmet
    melvin merlin mervyn micah micha michael michal micheal michel mick miguel mihail mikael mike mikhail milan
    miles milo milton mirco mirko miroslav mitchell modesto mohamed mohammad mohammed moises monte monty mordred
    morris moses muhammad murray mustafa myles myron naoki nasser natanael nathan nathaniel neal ned neil nelson
    neville niall nicholas nick nico nicolas nicolás niels nigel niklas niko nikolai nils noah noel nolan norbert
    norman obadiah octavian octavio odin odysseus oisin olaf olavi ole oleg oliver olivier omar orlando orpheus
    orville osamu oscar osip oskar osman osvaldo otis otto owen pablo padraic padraig paolo pascal pascual pasquale
    patric patricio patrick patrik patroclus paul paulo pauric pavel pawel peadar pearse pedro pekka per percival
    percy peregrin perry pete peter petter phil philip philippe phillip phineas pierce pierre pietro piotr porfirio
    porthos poseidon preston pyotr quentin quinton rafael rahim rahul rainer raj rajesh ralf ralph ramiro ramon
    ramón randal randall randolph randy raphael rashid rasmus raul ravi ray raymond raúl reece reggie reginald
    reinhold remus renato rené reuben rex reynaldo reza rhys ricardo richard rick rickey ricky rico rob robert
    roberto rocco rocky rod roderick rodger rodney rodolfo rodrigo rogelio roger rohan rohit roland rolando rolf
    roman romeo ron ronald ronan ronnie ronny roosevelt rory roscoe ross rowan roy royce ruairi ruben rubeus rubén
    rudolf rudolph rudy rufino rufus rune rupert rurik ruslan russel russell rusty ryan ryo ryota ryszard salim
    salvador salvatore sami samir sammy samu samuel sander sandro sandu sanjay santiago santos satoru saul scott
    scotty seamus sean sebastian sebastiano semyon sepp sergei sergio seth severin severino severus shane shaun
    shawn sheldon sherman shinji shiro shota shun sidney sigurd silas silvio simon sirius solomon soren sota stan
    stanislav stanley stefan stefano sten stepan stephan stephen sterling steve steven stewart stig stuart suresh
    sven sylvester sören tadeusz takeshi tapani tapio tariq taro tatsuya ted teddy teodor teodoro terence terrance
    terrell terrence thaddeus theo theodor theodore thomas thor thurman tibor tim timmy timo timofey timoteo timothy
    tobias toby todd tom tomas tomasz tommy tomás tony tor tore torsten toru travis trent trevor tristan tristram
    troy tyler tyrell tyrone tyson ulf urban vadim valdemar valentin valerio valter vance vasily vassily veli vernon
    vicente victor vidar vikram viktor vilhelm ville vince vincent vincenzo virgil virgilio vito vittorio vivek
    vladimir víctor wade waldemar wallace walter warren wayne wendell werner wesley wilbert wilbur wilfred wilfredo
    wilhelm willard william willis willy winston witold wojciech woodrow wyatt xavier yago yegor yilmaz yosef yuri
    yusuf yuto yuuri yuuta zac zacarías zachary zayn zeus ángel óscar šimon
    """.split()
)

FEMALE_NAMES: Final = frozenset(
    """
    aaliyah abbie abby abigail abril ada addie adela adelaida adele adelina adeline adina adriana adrienne agata
    agatha agathe agnes agnieszka aida aideen aiko aileen ailis aimee aimée aine aisling akane alana alba alberta
    albina alejandra aleksandra alena alexa alexandra alexandria alice alicia alida alina alisa alisha alison alix
    allie allison allyson alma alta althea alva alyssa amalia amanda amara amber amelia amelie amie amina amira amy
    amélie ana anabel ananya anastasia andrea aneta anett anette angela angelia angelica angelika angelina angeline
    angie angélica anica anika anita anja anjali anka ann anna annabelle annamaria anne anneli annelie annette anni
    annie annika annikki anouk antigone antoinette antonella antonia antonietta antonina anya aoife aphrodite
    apolonia araceli arcelia aria ariadna ariadne ariana arlene asami ashlee ashleigh ashling asta astrid asuka
    asunción athena audra audrey aura aurelia aurora autumn ava avis ayesha ayla ayten ayumi barbara barbra beata
    beatrice beatrix beatriz becky belinda bella bellatrix benita bente berit bernadette bernadine bernice berta
    bertha bessie beth bethan bethany betina betsy bette bettie bettina betty bettye beulah beverley beverly bianca
    bianka billie birgitta blanca blanche blanka bobbi bobbie bonita bonnie brandi brandy brenda briana brianna
    bridget bridgette brigid brigitta brigitte brita britt britta brittany brittney bronagh bronwyn brooke bárbara
    caitlin caitlyn caitriona callie calypso camila camilla camille canan candace candice candy caoimhe cara caridad
    carin carina carla carlene carlota carly carmel carmela carmella carmen carmina carol carola carole carolin
    caroline carolyn carrie casandra cassandra cassie catalina catarina caterina catharina catherine cathleen
    cathrine cathy catrin catriona cecelia cecile cecilia celeste celestine celia celine chandra chantal chantelle
    charity charlene charlotte chelsea chelsey cheri cherie cheryl cheyenne chloe christa christel christi
    christiane christin christina christine ciara cindy circe claire clara clare clarice clarisa clarissa claudette
    claudia claudine clemence clementina cliodhna cliona clodagh colette colleen collette concepcion concepción
    concetta connie constance consuela consuelo cora cordelia corina corinna corinne cornelia corona corrine
    courtney cressida cristina crystal cynthia dagmar daisy dalia daniela danielle daphne darcy daria darla darlene
    dasha dawn deana deanna dearbhail dearbhla debbie debora deborah debra deepa deirdre delia della delores deloris
    demeter demi dena denisa denise dervla desdemona desiree destiny diana diane dianna dianne dina dinah dixie
    dolly dolores dominique dona donna dora doreen dorina doris dorota dorothea dorothy dorthy drusilla dulce débora
    earlene earline earnestine ebony edel eden edit edith edna effie eileen eilis eilish eimear eimer ekaterina
    elaine eleanor electra elena eleonora eliana elif elin elina elinor elisa elisabet elisabeth elise eliza
    elizabeth ella ellen elli ellie ellinor elly elma elnora elodia elodie eloise elsa else elsie elva elvira ema
    emer emi emilia emilie emily emma emmi emmy erica ericka erika erin erma erna ernestine esmeralda esperanza
    essie estefanía estela estella estelle ester esther ethel etta eugenia eula eunice eurydice eusebia eva eve
    evelina eveline evelyn evi evie evy ewa fabia fabiana fabiola faith fannie fanny fatima fay faye felicia fern
    fernanda filippa fiona fionnuala flavia flora florence florencia florentina florina flossie fortunata frances
    francesca francine francisca freda freya frida frieda gabriela gabriella gabrielle gail galina gay gayle gemma
    geneva genevieve genoveva georgia georgiana georgina geraldine gerda gertrud gertrude gillian gina ginevra
    ginger giovanna gisela giselle giuseppina gladys glenda glenna gloria goldie grace gracie graciela grainne greta
    gretchen grete griselda gudrun guinevere gunhild gwen gwendolyn gwenllian gülay hailey haley hana hanna hannah
    hanne hannele harriet harriett haruka hattie hayley hazel heather hedda heidi helen helena helene helga
    henrietta henriette hera hermione hestia hilary hilda hilde hillary hillevi hilma himari hina hinata hippolyta
    hitomi hollie holly honoka hope hortensia ida igraine ila ileana ilona ilse imelda imke imogene ina inaya indira
    ines inez inga ingeborg inger ingrid inés iolanda irena irene irina iris irma isa isabel isabela isabell
    isabella isabelle isis ismene isobel isolde iva ivana ivona ivonne ivy izumi jacinta jaclyn jacqueline jacquelyn
    jade jami jana jane janelle janet janette janice janie janina janine janis janna jaqueline jasmin jasmina
    jasmine jayne jeanette jeanie jeanine jeanne jeannette jeannie jeannine jemma jenifer jenna jenni jennie
    jennifer jenny jeri jerri jessica jewel jewell jill jillian joan joana joann joanna joanne jocelyn jodi jodie
    johanna johanne jolanda jolene jonna josefa josefina josefine josephine josette josie joyce juana juanita judith
    judy julia juliana julianna julianne julie juliet julieta juliette justine júlia kaarina kaitlin kaitlyn kalinda
    kamila kara karen karin karina karla karolina karoline katalin katarina katarzyna kate katelyn katerina
    katharina katharine katherina katherine kathleen kathryn kathy kati katie katja katniss katrin katrina katy
    kavita kayla kaylee kayleigh keiko keisha kelley kelli kellie kelsey kendra keri kerri kerstin kiki kimberley
    kimberly kira kirsten kirstin kirsty kitty klara klaudia klára kore kornelia krista kristen kristi kristie
    kristin kristina kristine kristy krystal krystyna ksenia kumiko kylie lacey ladonna laila lakshmi lana lara
    larisa larissa latasha latisha latonya latoya laura laurel lauren laurie lavender lavinia layla lea leah leann
    leanne leena leia leila lela lena lene lenora lenore leola leona leonie leonor lesley letha leticia lia liana
    lidia ligia liisa lila lili lilia lilian liliana lilla lillian lillie lilly lily lina linda lindsey linn linnea
    lisa lisbeth lise liselotte liv livia liz liza lizzie lizzy lois lola lora loraine loredana lorena lorene
    loretta lori lorie lorna lorraine lorrie lotta lotte lottie louisa louise lourdes luana lucia luciana lucie
    lucile lucille lucinda lucy lucía ludmila ludovica luella luisa luiza lula luna luz lydia lynda lynette lynne
    lyra maarit mabel mable mackenzie madeleine madeline madison mae maeve magdalena maggie mai maia maire mairead
    maja maki malgorzata malin malinda mallory mami mamie mandy manuela mara marcela marcella marcia marcie marcy
    maren marga margaret margareta margaretha margarita margie margit margo margot margret marguerite mari maria
    mariah mariana mariann marianna marianne maribel marie marika marilyn marina marion marisa marisela marisol
    marissa marit marita maritta maritza marja marjatta marjorie marla marlene marsha marta martha martina martine
    mary maryam maryann marylou masha mathilde matilda mattie maud maude maura maureen mavis maxine maya mayra mayte
    mayu meagan medea meera meg megan meghan megumi mei meike melania melanie melba melina melinda melisa melissa
    mercedes mercy meredith mette mia micaela michaela michele michelle michiko miho mikaela mikayla miki mila
    milady milagros mildred milena milla millicent millie mina mindy minerva minna minnie minty mira miranda mirella
    miriam mirja mirjam misaki mitsuki miyu mollie molly mona monica monika monique morena morgana morwenna mulan
    muriel myra myrna myrtle mária mónica nadia nadine nadja nagisa nami nanami nancy nannie naomh naomi narcisa
    narcissa natalia natalie natasha nathalie natividad natsuki nela nelda nell nellie nelly nerissa nettie neva
    niamh nichola nichole nicole nidia nikita nikki nina nisha nita noelia noemi noemie noemí nola nora norah noreen
    nova noémi nuala nymphadora octavia odessa odette ofelia olga olimpia olive olivia olivie oonagh opal ophelia
    ora orla orlaith otilia padma paige paloma pam pamela paola parvati patience patrica patrice patricia patrizia
    patsy patti patty paula paulette paulina pauline pearl pearlie peggy penelope penny pepper perla persephone
    petra philomena phoebe phyllis pia pilar pippa polina polly pooja portia priscilla priya prudence rachael rachel
    rachelle radha rae rafaela ragnhild ramona randi rani raquel reba rebeca rebecca rebekah regina reiko reina rena
    renata renee renáta renée rhoda rhonda ria ricarda rita roberta robyn rochelle rocío roisin romana romina romy
    ronda rosa rosalia rosalie rosalind rosalinda rosalyn rose rosemarie rosemary rosetta rosie rosina rosita roxana
    roxanne rozalia ruby ruth ruthie saanvi sabina sabine sabrina sadie sakura sallie sally samanta samantha samira
    sandra sanna sansa saoirse sara sarah sasha saskia saundra savannah sayuri selena selina selma serafina serena
    sevim shana shania shanna shari sharon sharron shauna shawna sheena sheila shelby shelia shelley shelly sheree
    sheri sherri sherrie sherry sheryl shirley shona shreya sian sienna sigrid silke silvana silvia simona simone
    sinead siobhan siri sita siv socorro sofia sofie sofía solange soledad solveig sondra sonia sonja sonya sophia
    sophie sorcha stacey staci stacie stefani stefania stefanie stella stephanie sue suki sumire sunita susan susana
    susann susanna susanne susie suzanne svea svetlana sybil sylvia sylvie sylwia sára tabatha tabitha tamara tameka
    tami tamika tammie tammy tamsin tania tanisha tanja tanya tara tasha tatiana teodora teresa teri terri terrie
    tess tessa thea thelma theres theresa therese theresia tia tiffany tilly tina titania tonia tonya tori tove
    tracey traci tracie tricia trina trisha trudy tuulikki ulla una unni ursula urszula usagi usha valarie valentina
    valeria valerie vanesa vanessa velma vera verna veronica veronika verónica vicki vickie vicky victoria viktoria
    vilma viola violet violeta virgie virginia vivian viviana vivien vivienne věra wanda wendy whitney wilhelmina
    willa wilma winifred winnie winnifred xenia ximena xiomara yasmin yasmine yelena yolanda yui yuko yulia yumi
    yuna yvette yvonne zainab zaira zara zdenka zelma zeynep zita zoe zoey zoé ángela åse úrsula štěpánka šárka
    """.split()
)
