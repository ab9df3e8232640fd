//! Short words by language: what editors abbreviate, and with what sentences begin. Each list is one text, words in
//! small letters with a space between them.

use super::List;

/// The words of a language.
#[derive(Debug)]
pub(super) struct Words {
    /// Short forms that stand before a name: titles, and "see", "for example".
    pub before_names: List,
    /// Short forms that may end a sentence, which then goes on with one of `beginnings`: units, forms of companies.
    pub short: List,
    /// Short forms that stand before a number: articles, pages, months.
    pub before_numbers: List,
    /// Short forms of months and days of the week, in the letters in which they are written.
    pub days: List,
    /// Short forms behind a number that are words by themselves elsewhere.
    pub behind_numbers: List,
    /// Words that most often begin a sentence when they have a capital: articles, pronouns, conjunctions.
    pub beginnings: List,
    /// Units and words for large numbers that are written behind a number without a full stop.
    pub units: List,
}

/// Units of every language.
pub(super) static UNITS: List = List::of(
    "mm cm m km m² km² m³ g kg t ha ml كم كغ kb mb gb tb kw mw gw kwh mwh gwh twh kv hz khz \
                                mhz ghz pa hpa kpa bar nm mi ft lb lbs oz usd eur gbp rub uah pln chf czk",
);

/// Of languages of which nobody has told us.
pub(super) static NONE: Words = Words {
    before_names: List::of("dr prof"),
    short: List::of(""),
    before_numbers: List::of("nr no art"),
    days: List::of(""),
    behind_numbers: List::of(""),
    beginnings: List::of(""),
    units: List::of(""),
};

pub(super) static ENGLISH: Words = Words {
    before_names: List::of(
        "reg regs n.b polit sci econ hist stud aff secur psychol soc quart wg flt sqn ldr revd ald tue rt atty tues thurs op cit pt mr mrs ms messrs dr prof gen lt col maj capt cpt cmdr cdr adm brig sgt cpl pvt \
                  sen rep reps sens gov pres hon rev fr amb supt insp vs cf viz ca approx incl esp eds trans mt ft msgr pfc spc \
                  lcpl ssgt cllr cllrs pte asst assoc univ e.g i.e a.k.a ibid avg govt intl natl secy div const mgr treas",
    ),
    short: List::of(
        "al inc corp co ltd llc plc bros jr sr esq st ave blvd rd sec min mins hr hrs sq cu bn mn tn dept est mph lb lbs \
                  oz yd yds km kg fla calif conn tex ariz colo ky mich minn mont neb nev okla tenn wis wyo hwy rte bldg mfg \
                  assn ext",
    ),
    before_numbers: List::of(
        "tab tabs exh exhs dkt doc docs ecf tbl fy res no nos art arts para paras p pp ch chap chaps fig figs vol vols sec sect secs eq ex app al jan feb mar \
                     apr jun jul aug sep sept oct nov dec",
    ),
    days: List::of("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Thur Fri Sat"),
    behind_numbers: List::of(""),
    beginnings: List::of(
        "the a an he she it they we you i this that these those there here in on at by for from with without \
                 after before but and or nor as if when while since although though however meanwhile then so his her \
                 its their our my your some many most few several no not one two both what who why how where which \
                 according yet still later earlier today during under over until despite because instead such all \
                 any each every another other others nobody nothing everyone",
    ),
    units: List::of(
        "million billion trillion thousand percent bn mn tn miles kilometres kilometers metres meters tonnes tons",
    ),
};

pub(super) static UKRAINIAN: Words = Words {
    before_names: List::of(
        "зокр през ів розпор оцін спік асп ур сен зам пом дов тер мін пос нац держ ген адм полк підполк кап лейт сер мол проф доц акад ім вул просп пров бул бульв пл див \
                  напр св наз заст нач кол гр перекл ред упоряд пор порівн газ тел рос англ нім фр лат укр пол зв міс смт сщмч \
                  митр архієп єп кн підп оз вид през деп нар засл ком бриг серж солд прап майст інсп прок адв прем секр дир кер відп \
                  авт зб зібр цит прим дод вх вих сел хут вдсх хр мкр мкрн буд корп наб майд узв зах сх пн пд півн півд \
                  італ ісп польськ яп амер брит європ муніц екон техн юрид кор канд прот ієром архім свв преп кард \
                  бл орієнт скор ел респ окр губ арт чл",
    ),
    short: List::of(
        "пост уклад тис млн млрд трлн грн дол руб крб коп год хв сек км га кг рр ст обл чол од екз шт кв куб екв проц гол макс \
                  прибл",
    ),
    before_numbers: List::of(
        "поч кін ст стст п пп ч гл розд рис табл мал с стор вип т тт кн арк абз січ лют бер квіт трав черв лип серп \
                     вер жовт лист груд",
    ),
    days: List::of("січ лют бер квіт черв серп вер верес жовт листоп груд пн вт ср чт пт сб нд"),
    behind_numbers: List::of("лист трав лип"),
    beginnings: List::of(
        "він вона воно вони це цей ця ці той та те ті у в на але за після проте однак із зі з до від для про під \
                 над при через коли якщо тоді тому тож отже а й і або чи ми ви я його її їх наш так також тим потім \
                 пізніше раніше сьогодні вчора згодом водночас натомість крім щоб хоча поки ніхто ніщо усі всі кожен \
                 жоден інші наступного там тут як що хто де чому",
    ),
    units: List::of(
        "тис млн млрд трлн грн дол руб крб коп євро км м см мм га кг г т год хв сек кв чол осіб років рік року днів р рр ст \
            відсотків тонн тисяч мільйонів мільярдів",
    ),
};

pub(super) static RUSSIAN: Words = Words {
    before_names: List::of(
        "журн през серж оцен спик асп распор подп ген адм полк подполк кап лейт сер мл проф доц акад им ул просп пр пер бул пл наб см ср напр св зам нач \
                  гр тов рус укр англ фр лат ред пос дер респ ст тел наз зв гн кн митр архиеп еп пов ок оз гос хут вдхр окр мкр \
                  корп эт доб контр прап ефр инсп прок адв деп сен пред секр дир отв сост авт изд собр соч прим цит греч итал \
                  исп польск яп амер брит европ сов нац фед муниц воен полит экон науч техн юр хим корр канд бывш прот иером \
                  архим свв преп патр сокр прибл прил эл вост зап юж вх исх нар засл",
    ),
    short: List::of(
        "тыс млн млрд трлн руб коп долл дол грн мин сек гг вв км га кг обл чел ед экз шт кв куб проц нем гор след сев \
                  макс миним",
    ),
    before_numbers: List::of(
        "кон ст стст п пп ч гл разд рис табл с стр вып т тт кн абз янв февр фев мар апр авг сент сен окт нояб \
                     ноя дек",
    ),
    days: List::of("янв февр фев апр авг сент сен окт нояб ноя дек пн вт ср чт пт сб вс"),
    behind_numbers: List::of("мар час"),
    beginnings: List::of(
        "он она оно они это этот эта эти тот та те у в на но за после однако из с со до от для о об под над при \
                 через когда если тогда поэтому итак а и или мы вы я его её ее их наш так также тем затем потом позже \
                 ранее сегодня вчера впоследствии одновременно вместо кроме чтобы хотя пока никто ничто все каждый ни \
                 другие по там тут здесь как что кто где почему",
    ),
    units: List::of(
        "тыс млн млрд трлн руб коп долл дол грн евро км м см мм га кг г т ч мин сек кв чел человек лет год года дней \
            процентов тонн тысяч миллионов миллиардов",
    ),
};

pub(super) static GERMAN: Words = Words {
    before_names: List::of(
        "zust min.präs abl obstlt bgm ausw iur gefr hptfw olt genmaj brigg stfw hl rd oberstlt bundesmin dr prof fa gen hr hrn fr frl st bzw bspw vgl ggf evtl inkl exkl sog zzt ca insb \
                  insbes einschl mind max dipl ing med phil jur rer nat lt ltn hptm maj adm abg ehem geb gest kath ev röm dt \
                  engl frz russ ukr poln amerik europ öff staatl gem betr bezgl bzgl hrsg übers str abt mag nördl südl östl \
                  westl ggü abzgl zzgl jew allg bes od co gegr urspr eigtl wiss techn wirtsch milit habil univ verf vors stellv \
                  stv mitgl ges vertr bekl bgbl drs rspr beschl urt az erl slg rs lfd bsp vorl vorm nachm wg zw ung durchschn \
                  monatl jährl tägl gepl voraussichtl vsl ders ebd fn tz zit begr rep fam gebr pfr msgr kard bf ebf ref uffz \
                  kptlt genlt brig bez lkr reg verst verh gesch nds bay vergl entspr erg zuz westf bürgerm präs sekr",
    ),
    short: List::of("mio mrd tsd bill std min sek km kg ct jh jhd jhs chr tel stck hbf"),
    before_numbers: List::of(
        "anl nr nrn art abs s bd bde kap abb tab ziff lit aufl jg anm rn rdnr jan jän feb febr \
                  mär apr jun jul aug sep sept okt nov dez",
    ),
    days: List::of("Jan Jän Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Fr Sa So"),
    behind_numbers: List::of(""),
    beginnings: List::of(
        "der die das dem den des ein eine einer einem einen er sie es wir ihr ich man dies diese dieser dieses \
                 jene in im am an auf aus bei beim für mit nach nachdem vor von vom zu zum zur seit während bis durch \
                 gegen ohne um unter über aber und oder doch denn jedoch dennoch danach dann dabei damit dagegen daher \
                 deshalb darauf dazu dort hier heute gestern später zuvor inzwischen allerdings auch so als wenn weil \
                 obwohl obgleich sein seine seiner ihre ihrer kein keine nicht niemand alle viele einige mehrere beide \
                 wer was wo wie warum zudem außerdem trotz laut anschließend",
    ),
    units: List::of(
        "mio mrd tsd millionen milliarden billionen prozent euro dollar rubel kilometer meter tonnen std min jahre",
    ),
};

pub(super) static FRENCH: Words = Words {
    before_names: List::of(
        "ets lcl exc ém adj m mm mme mmes mlle dr drs pr prof mgr me st ste gén col cdt lt cne sgt amb av bd boul cf ex env éd trad \
                  sén dép prés min vs rev sect préf arr dpt dépt coll dir comm conf ing arch lieut capt maj brig com gal gouv \
                  secr rapp réf ibid fol ms ill fasc suppl ann tabl univ inst adm nat rég cass mons vén sts stes resp bât fbg \
                  fg bibl éc",
    ),
    short: List::of("hab cie sté tél sec apr civ crim corr cit cap fac max int ext"),
    before_numbers: List::of(
        "doc docs art arts al p pp chap fig figs t vol vols no nos n par janv févr avr juil sept oct nov déc",
    ),
    days: List::of("janv févr avr juil sept oct nov déc lun jeu ven sam dim"),
    behind_numbers: List::of("mar mer"),
    beginnings: List::of(
        "le la les l un une des du de il elle on ils elles nous vous je ce c cet cette ces ceci cela son sa ses leur \
                 leurs notre en dans à au aux par pour sur sous avec sans après avant depuis pendant mais et ou or donc car \
                 ni si quand lorsque comme alors puis ensuite enfin ainsi aussi cependant pourtant toutefois néanmoins \
                 selon malgré d j s qui que quoi où pourquoi comment tout tous toutes plusieurs certains aucun chaque \
                 hier demain plus entre lors",
    ),
    units: List::of(
        "millions milliards million milliard mille euros euro dollars roubles kilomètres mètres tonnes heures h min ans \
            habitants",
    ),
};

pub(super) static SPANISH: Words = Words {
    before_names: List::of(
        "edo edos fco pte bs as lcda lcdo comte pbro dª mª sª fcª col sr sra srta sres sras dr dra dres prof profa gral gen cnel cor tte cap alm lic ing arq mons fr sto sta \
                  excmo ilmo av avda pza ej aprox cf cfr vs ee rr ff ud uds vd vds trad adm pdte pdta sgto cmdte sen min dña jj \
                  hh gob depto dpto prov ed ntra ntro mtro mtra cdte cmte cte almte hno hna hnos rvdo rvda revdo card excma \
                  excmos ilma vda univ fac inst dir admón vpdte secr srio sria dip mun urb ctra edif apdo cód ref exp disp reg \
                  regl const comp coord coords eds pról introd ibíd vid máx mín prom int nac internac suc aut plza bda dipl \
                  subte gdor",
    ),
    short: List::of("mill hab min seg hrs cía ltda pts ptas uu aa oo tel cit res cc dd"),
    before_numbers: List::of(
        "art arts núm núms no nos nro pág págs p pp cap caps fig figs vol vols t ed inc párr ap ene feb mar abr \
                     may jun jul ago sep sept oct nov dic",
    ),
    days: List::of("ene feb abr jun jul ago sep sept oct nov dic lun mié jue vie sáb dom"),
    behind_numbers: List::of("mar may"),
    beginnings: List::of(
        "el la los las lo un una unos unas él ella ellos ellas se su sus este esta estos estas ese esa eso esto en \
                 de del al a por para con sin sobre tras después antes desde hasta durante pero y o ni si cuando mientras \
                 como aunque sin entonces luego además también según no nadie nada todo todos muchos algunos varios cada \
                 otro otros qué quién dónde cómo cuándo hoy ayer ahora aquí allí así entre ambos nuestro yo nosotros más",
    ),
    units: List::of(
        "millones millón mil euros euro dólares rublos kilómetros metros toneladas horas h min años habitantes",
    ),
};

pub(super) static POLISH: Words = Words {
    before_names: List::of(
        "sz dok mar ws dot pik med hum ekon społ roln farm wet uniw gen płk ppłk mjr kpt por ppor sierż plut kpr szer adm kmdr prof dr hab mgr inż ks bp abp kard św bł ul \
                  al pl im np tzn tj tzw ok zob wg wyd red oprac tłum przeł ang niem fr ros ukr łac min wicemin prez prem marsz \
                  pos sen zast dyr woj pow gm śp dz cyt hr ww jez bryg dyw chor podinsp insp nadinsp kom podkom nadkom asp kadm \
                  wadm wiceadm rtm nacz przew wiceprzew wicedyr wiceprem sekr pełn kier arch mec adw sędz prok nw dosł właśc ur \
                  zm przyp rozp zał wyr uchw orz rz wsch zach płn płd biał czes słow węg hiszp szwedz amer bryt europ tow stow \
                  fund inst akad wydz zakł zca dn dzieln sp pełnom gł wlkp",
    ),
    short: List::of("tys mln mld bln gr godz min sek km kg ha r w st ub br bm os szt egz proc zł faks"),
    before_numbers: List::of(
        "nr art ust pkt par lit poz str s t rozdz rys tab ryc vol sygn stycz lut mar kwiec maj czerw lip sierp \
                     wrzes paźdz list grud",
    ),
    days: List::of("stycz kwiec czerw sierp wrzes paźdz grud pon wt śr czw pt sob ndz"),
    behind_numbers: List::of("lut mar maj lip list"),
    beginnings: List::of(
        "on ona ono oni one to ten ta te ci tamten w we na ale za po przed z ze do od dla o pod nad przy przez gdy \
                 kiedy jeśli jeżeli wtedy dlatego więc zatem a i lub albo oraz my wy ja jego jej ich nasz tak także również \
                 potem później wcześniej dziś wczoraj następnie jednak jednakże natomiast tymczasem mimo choć chociaż \
                 ponieważ podczas według nikt nic wszyscy każdy żaden inni wielu nie tam tu jak co kto gdzie dlaczego \
                 wkrótce został",
    ),
    units: List::of("tys mln mld bln zł gr euro dolarów rubli km m cm kg t ha godz min proc osób lat"),
};

pub(super) static ITALIAN: Words = Words {
    before_names: List::of(
        "soc vasc sq coop sig sigg dott dr prof avv ing arch rag geom on sen min pres gen col magg cap ten serg amm mons card ss cfr cf \
                  es ca rev egr spett gent ill fratt trad vs cav comm dir amb v ed prov sez dep cons ass seg gov pref quest isp \
                  brig lgt univ fac ist dip uff com reg loc fraz str rif prot sent trib proc cod ibid vd nt sott arciv resp \
                  coord introd pubbl segr",
    ),
    short: List::of("mln mld sec ab tel civ pen cit app cell int max"),
    before_numbers: List::of(
        "d.lgs art artt n nn nr p pag pagg pp cap capp fig figg tab vol voll c co lett sez all par genn gen febb feb \
                     mar apr mag giu lug ago sett set ott nov dic",
    ),
    days: List::of("genn gen febb feb apr mag giu lug ago sett set ott nov dic lun mar mer gio ven sab dom"),
    behind_numbers: List::of(""),
    beginnings: List::of(
        "il lo la i gli le l un uno una egli lui lei essa esso essi loro noi voi io questo questa questi queste \
                 quello quella ciò suo sua suoi sue nostro in nel nella nei a al alla di del della da dal dalla per con \
                 senza su sul sulla tra fra dopo prima durante ma e ed o né se quando mentre come anche allora poi quindi \
                 inoltre tuttavia però secondo nonostante benché sebbene non nessuno nulla niente tutti tutto molti alcuni \
                 diversi ogni altri chi che cosa dove perché oggi ieri così entrambi si ai agli dai dalle dei delle nelle",
    ),
    units: List::of(
        "milioni miliardi milione miliardo mila mln mld euro dollari rubli chilometri metri tonnellate ore min anni",
    ),
};

pub(super) static PORTUGUESE: Words = Words {
    before_names: List::of(
        "lgo desemb br ff des sr sra srs sras dr dra drs dras prof profa profª eng arq gen cel maj cap ten alm brig sarg gov sen dep \
                  min pres exmo exma ilmo mons pe fr st sto sta av trav pça ex aprox cf cfr vs trad org orgs emb exa ed proc \
                  sgt cmdt cmte pref secr dir card revmo rod apto cj qd insc res port dec desp rel inq rec ag cód const ref \
                  obs máx méd ibid coord comp rev col univ fac inst dept depto nac fed mun gal subst adv",
    ),
    short: List::of("lg hab seg ltda cia tel mi bi tri min hs ver ir est sec"),
    before_numbers: List::of(
        "séc art arts n nº núm no nos pág págs p pp cap caps fig figs tab vol vols t inc al par \
                  jan fev mar abr mai jun jul ago set out nov dez",
    ),
    days: List::of("jan fev abr jun jul ago set nov dez sáb dom"),
    behind_numbers: List::of("mar out mai"),
    beginnings: List::of(
        "o a os as um uma uns umas ele ela eles elas se seu sua seus suas este esta estes estas esse essa isso isto \
                 aquele em no na nos nas de do da dos das ao à por pelo pela para com sem sobre após depois antes desde até \
                 durante mas e ou nem quando enquanto como embora então logo além também segundo não ninguém nada todo \
                 todos muitos alguns vários cada outro outros quem que onde porque hoje ontem agora aqui ali assim entre \
                 ambos nós nosso eu apesar porém contudo mais já",
    ),
    units: List::of(
        "milhões milhão mil bilhões biliões euros euro dólares reais rublos quilômetros quilómetros metros toneladas \
            horas h min anos habitantes",
    ),
};

pub(super) static CZECH: Words = Words {
    before_names: List::of(
        "gen plk pplk mjr kpt npor por prof doc dr mudr judr ing mgr bc rndr phdr sv tzv tj např mj cca resp popř \
                   event vč ul nám tř odd srov min",
    ),
    short: List::of("tis mil mld hod min sek km stol r obyv kč"),
    before_numbers: List::of("č čís čl odst písm str s kap obr tab roč"),
    days: List::of(""),
    behind_numbers: List::of(""),
    beginnings: List::of(
        "on ona ono oni to ten ta ti v ve na ale za po před z ze do od pro o pod nad při když jestli pak potom proto \
                 tedy a i nebo my vy já jeho její jejich náš tak také později dříve dnes včera však mezitím podle nikdo nic \
                 všichni každý žádný jiní ne tam tady jak co kdo kde proč během",
    ),
    units: List::of("tis mil mld kč eur euro dolarů km m kg t hod min lidí let"),
};
