//! Words by which a text is kept from readers, in many languages: each table is its words with spaces between them, in
//! the form that `letters` gives, without accents, hyphens and spaces.

/// Keys that say so when they are true, or anything but false.
pub const WHEN_TRUE: &str = "\
    draft wip sensitive fouo cui private isprivate keepprivate confidential isconfidential strictlyconfidential \
    confidentiality hidden ishidden secret issecret internal isinternal internalonly internaluse internaluseonly \
    forinternaluse forinternaluseonly unlisted unpublished embargo embargoed embargodate embargountil holduntil \
    publishafter publishon publishat embargoeduntil underembargo restricted isrestricted classified offtherecord \
    donotpublish donotrelease donotshare dontpublish nopublish notforpublication notforrelease notpublic nonpublic \
    isdraft indraft publishdate releaseon releaseafter notbefore goeslive golive scheduled scheduledfor scheduledat \
    password paywall paywalled memberonly eyesonly isprotected passwordprotected membersonly staffonly headless \
    eleventyexcludefromcollections entwurf vertraulich intern privat geheim brouillon confidentiel borrador confidencial \
    bozza riservato szkic poufne rascunho secreto privado interno oculto segreto privato nascosto prive interne \
    nepaspublier nopublicar nonpubblicare nichtveroffentlichen unveroffentlicht versteckt sperrfrist nurintern prywatne \
    tajne ukryte wewnetrzne niepublikowac чернетка черновик приватно приватне секретно таємно приховано внутрішнє \
    непублікувати ембарго скрыто тайно непубликовать эмбарго конфіденційно конфиденциально مسودة سري خاص داخلي سرية 草稿 \
    机密 機密 秘密 内部 不公开 下書き 非公開 wersjarobocza robocze roboczy robocza brudnopis arbeitsversion versiondetravail \
    borradordetrabajo бездоступу робочаверсія donotdistribute donotcirculate donotforward donotdisclose donotexport \
    notfordistribution notforcirculation nodistribution foryoureyesonly youreyesonly redacted isredacted withheld \
    suppressed unpublish nottobepublished donotcite donotquote noexport nottobeshared excludefromexport hidefromsite \
    hidefromreaders deleted isdeleted trashed unfinished incomplete notready isprivatenote personalnote \
    nichtzurveroffentlichung nichtverbreiten nichtweitergeben nurfurdendienstgebrauch strenggeheim strengvertraulich \
    gesperrt unterverschluss nepasdiffuser nepaspartager diffusionrestreinte ausageinterne usageinterne nonpublie \
    secretdefense sousembargo nodifundir nodistribuir usointerno sinpublicar nopublicado reservado nondivulgare \
    nondiffondere nonpubblicato naopublicar naodivulgar reservada privada dowewnetrznegouzytku nieudostepniac \
    nierozpowszechniac dousuniecia scisletajne дляслужбовогокористування дляслужебногопользования недляпублікації \
    недляпубликации нерозповсюджувати нераспространять недлядруку недляпечати внутрішній внутреннее закрито неготово \
    غيرمنشور للاستخدامالداخلي محظورالنشر 未公开 未公開 保密 绝密 絕密 仅供内部 部外秘 社外秘 極秘 未发布 不公開 excludefrompublish \
    excludefrompublishing excludefromsite excludefromweb excludefrombuild sigiloso sigilosa sigilo confidenziale \
    confidentielle privee oculta secreta interna nichtoffentlich poufny poufna tajny tajna prywatny prywatna ukryty \
    ukryta wewnetrzny wewnetrzna секретний таємний приватний прихований конфіденційний секретный приватный скрытый \
    внутренний конфиденциальный taslak gizli utkast hemlig kladde hemmelig fortrolig luonnos vertrouwelijk ciorna \
    duverne notpublished noforn orcon fvey nodis exdis vsnfd nfd verschlusssache dghide дсп дск tlpred \
    tlpamber tlpamberstrict tlpgreen";
/// The same of keys that mean other things too, where they say no more than that it is so: `hide: true`, and not
/// `hide: [navigation]`.
pub const WHEN_TRUE_ALONE: &str = "hide exclude excluded ignore protected konzept offline";
/// Words for that.
pub const TRUE: &str =
    "vrai vero verdadero verdadeiro prawda wahr true yes y on 1 ja oui si sim tak да так نعم 是 はい";
/// Keys that say so when they are false, or when they name a state.
pub const WHEN_FALSE: &str = "\
    output web reviewstatus approvalstatus publish published ispublished dgpublish public ispublic visible render list listed permalink shared release \
    released releasable online live enabled approved reviewed isreviewed ready readytopublish final finished cleared \
    veroffentlicht publie publier publicado publicada publicar pubblicato pubblicata pubblicare pubblica opublikuj \
    publikuj veroffentliche publiceren gepubliceerd publikovat zverejnit publicerad yayınla опублікуй опубликуй публикуй \
    opublikowane opublikowany publikowac opublikowac offentlich veroffentlichen freigegeben опубліковано опублікувати \
    публікувати опубликовано опубликовать منشور 发布 公开 公開 export exported exportable show shown isshown showonsite \
    display displayed deploy build publicaccess webaccess approval clearance granted freigabe publishable canpublish forpublication forrelease openaccess complete completed signedoff \
    publishto isvisible isreleased islive isonline isfinal isapproved veroffentlichung publique publiable pubblico \
    publico publica visibile visivel widoczne gotowe publiczne approuve показувати показывать публічно публично готово \
    видимо затверджено 发表 發布 発行 显示 可见";
/// Keys that say so by a word that names a state of the text, whatever its subject.
pub const BY_STATUS: &str = "\
    status state stage phase publishstatus workflow estado statut stato stan zustand статус стан состояние الحالة 状态 \
    lifecycle lifecyclestage lifecyclestatus pagestatus poststatus stand publicationstatus reviewstatus documentstatus docstatus";
/// The same of keys that name a kind or a subject.
pub const BY_SUBJECT: &str = "\
    type layout tag tags category categories label labels keyword keywords topic topics subject subjects schlagworte \
    schlagworter schlagwort stichworte stichworter motscles motcle etiquettes etiquette etiquetas etiqueta \
    palabrasclave palavraschave parolechiave etichette tagi slowakluczowe теги тег мітки мітка метки ключовіслова \
    ключевыеслова 标签 標籤 关键词 タグ وسوم";
/// These words, alone or among others: `first draft`.
pub const STATES: &str = "\
    draft wip unpublished embargoed entwurf brouillon borrador bozza szkic rascunho чернетка черновик مسودة 草稿 \
    notforpublication donotpublish nopublish notforcirculation donotdistribute nepaspublier nichtveroffentlichen nopublicar \
    nonpubblicare niepublikowac непублікувати непубликовать 下書き 不公开";
/// Words that say so for the same keys when they stand alone: beside others they may be of the subject, as in
/// `private sector`.
pub const STATES_ALONE: &str = "\
    private confidential internal secret topsecret restricted classified eyesonly offtherecord donotshare notpublic \
    nonpublic unlisted vertraulich geheim strenggeheim nurintern confidentiel confidentielle confidencial secreto \
    segreto riservato sekret poufne tajne секретно таємно цілкомтаємно совершенносекретно конфіденційно \
    конфиденциально длявнутрішньогокористування дск 机密 機密 秘密 绝密 保密 内部 سري سرية drafts entwurfe brouillons \
    borradores bozze szkice rascunhos чернетки черновики internalonly internaluse internaluseonly teamonly staffonly \
    membersonly";
/// The same for a state by itself; of a tag or a kind it may be the subject.
pub const STATUSES: &str = "\
    notpublished nonpublished notpublic hidden internal secret restricted inreview review underreview needsreview \
    tobereviewed inprogress workinprogress unfinished incomplete notready todo tobepublished tobereleased \
    tobeapproved tobechecked notapproved notreleased notcleared notfinished awaitingapproval pendingapproval \
    pendingreview forreview forapproval inbearbeitung inarbeit inprufung zuprufen unfertig unveroffentlicht \
    nichtveroffentlicht nichtfreigegeben nochnichtfreigegeben wersjarobocza roboczy robocza wprzygotowaniu wtrakcie \
    doakceptacji dosprawdzenia dopublikacji nieopublikowane nieopublikowany avalider enattente encours \
    encoursderedaction enredaction enrelecture arelire apublier nonpublie nonvalide enrevision enredaccion \
    enpreparacion porrevisar sinpublicar nopublicado pendientederevision inlavorazione inrevisione darivedere \
    daapprovare nonpubblicato emrevisao empreparacao poraprovar naopublicado вроботі вработе наперевірці напроверке \
    напогодженні насогласовании неопубліковано неопубликовано непогоджено несогласовано private intern \
    notyetpublished notpublishedyet forinternalreview internalreview donotpublishyet awaitingreview pendinglegalreview notfinal unreviewed nochnichtveroffentlicht \
    nichtzurveroffentlichung zurfreigabe nepasdiffuser pasencorepublie enattentedevalidation nopublicartodavia \
    nonancorapubblicato naopublicar jeszczenieopublikowane щенеопубліковано ещёнеопубликовано pending onhold \
    readyforreview readyforapproval readyforediting awaitingsignoff awaitingclearance pendingsignoff pendingclearance \
    drafting editing proofreading toreview reviewneeded hold embargo notstarted spiked trash deleted rohfassung zurprufung \
    gesperrt nichtfertig ausstehend provisoire pendiente неготово уроботі врозробці драфт dopoprawki wredakcji";
/// Keys that say who may read by a grade of secrecy.
pub const BY_GRADE: &str = "\
    classification sensitivity access share sharing marking distribution dissemination handling security protection \
    protectivemarking diffusion sichtbarkeit synlighet synlighed zichtbaarheid zugriff zugang toegang freigabe \
    confidentiality confidentialite доступ dostep klassifizierung klassifikation einstufung geheimhaltung vertraulichkeit clasificacion classificazione \
    classificacao klauzula гриф грифсекретності грифсекретности";
/// These grades, alone or among other words: `NATO restricted`.
pub const GRADES: &str = "\
    confidential secret restricted internal private sensitive classified fouo cui limited high vertraulich members team \
    staff colleagues editors geheim vsnfd nfd intern interne interno restreint restreinte restringido restringida \
    confidentiel confidentielle confidencial reservado reservada secreto riservato riservata riservatissimo segreto \
    poufne zastrzezone tajne дск дсп noforn fvey таємно секретно конфіденційно конфиденциально topsecret strenggeheim \
    цілкомтаємно внутрішній wewnetrzny 机密 機密 秘密 绝密 保密 سري";
/// What a grade before it speaks of is no text: `Restricted area`.
pub const GRADED: &str = "\
    area areas zone zones sector sectors site sites waters sea seas company companies market markets displacement \
    liability";
/// A value that is one of these, or names a state, says so under any key that nobody here knows. Words that mean other
/// things too are none: `intern`, `NFD`, `CUI`.
pub const UNDER_ANY_KEY: &str = "\
    strictlyconfidential internaluse internaluseonly internalonly forinternaluse forinternaluseonly notpublished \
    donotrelease notforrelease notfordistribution underembargo foryoureyesonly unapproved notapproved noforn fvey \
    orcon nodis exdis fouo officialsensitive vsnfd verschlusssache tlpred tlpamber tlpamberstrict privat \
    privata privato privado privada prive privee prywatna prywatne prywatny приватно приватна приватне приватний \
    приватный приватная interno interna wewnetrzne внутрішнє внутреннее gizli hemlig hemmelig fortrolig дсп \
    nurfurdendienstgebrauch strengvertraulich usointerno usageinterne diffusionrestreinte";
/// Words of keys whose values speak of what a text is about: `sector: private`, `org_type: private`. Plurals in `s` are
/// known by these.
pub const ABOUT_OTHERS: &str = "\
    region regions country countries vote ballot clause talks session membership border water use flow series section \
    title titel titre titulo titolo tytul subtitle name heading headline label summary description sector sektor \
    secteur settore owner ownership property company companies school university funder funding capital investor \
    investors bank banks market land actor actors party parties affairs conflict waters kind type form audience sektoren foto photo \
    bildnachweis credit credits image alt email mail map archive droit room venue \
    place meeting hearing flight road beach tenure";
/// Beside one of these such a word speaks of the text all the same: `page_type: draft`.
pub const ABOUT_TEXTS: &str = "\
    text page pages post article document doc note content publication entry file item report briefing visibility \
    sensitivity classification security marking msip";
/// What takes a wish back.
pub const DENIED: &str = "\
    falso faux falsch falsz хибно ложь false no n off 0 never none nein non nie nao ні нет لا 否 nope nee ne nej hayır hayir";
/// What a key that says so when it is false may say in its place, beside the names of states.
pub const NOT_YET: &str = "notyet private internal pending hold wait maybe ausstehend tbd tba later";
/// With what it begins where something is to happen first: `publish: after the vote`.
pub const AWAITED: &str = "\
    after when once until till pending awaiting nach wenn sobald bis apres quand despues cuando dopo depois po після \
    после";
/// A line that says nothing else, in whatever letters.
pub const NOTICES: &str = "\
    confidential strictlyconfidential privateandconfidential notforpublication notforrelease notfordistribution \
    notforcirculation notforpublicrelease donotpublish donotdistribute donotcirculate donotquote donotcite \
    donotquoteorcite donotshare donotrelease internaluseonly forinternaluse forinternaluseonly forofficialuseonly \
    officialuseonly foryoureyesonly vertraulich strengvertraulich nichtzurveroffentlichung nurfurdendienstgebrauch \
    nurfurinternengebrauch confidentiel strictementconfidentiel nepaspublier nepasdiffuser ausageinterne confidencial \
    nopublicar usointerno riservato nonpubblicare poufne niepublikowac конфіденційно конфиденциально недляпублікації \
    недляпубликации непублікувати непубликовать дляслужбовогокористування дляслужебногопользования nichtveroffentlichen \
    nurfurdeninternengebrauch vsnfd strenggeheim diffusionrestreinte nodifundir confidenziale estrictamenteconfidencial \
    nondiffondere naopublicar scislepoufne niedopublikacji длявнутрішньогокористування цілкомтаємно недлядруку \
    совершенносекретно недляпечати strictlyprivateandconfidential understrictembargo strictembargo strictlyembargoed \
    internalonly staffonly internaldocument notyetpublished firstdraft seconddraft finaldraft draftversion \
    draftfordiscussion draftfordiscussiononly nurzuminternengebrauch usageinterne usageinterneuniquement noteconfidentielle \
    vsvertraulich строгоконфиденциально толькодляслужебногопользования недляпоширення \
    тількидлявнутрішньоговикористання borradorparacomentarios tylkodouzytkuwewnetrznego zastrzezone \
    donotciteorcirculate donotpublishuntilcleared notforfurtherdistribution nottobeshared holduntilcleared \
    bittenichtweitergeben bittevertraulichbehandeln nieudostepniac nierozpowszechniac nocompartir internalmemo \
    confidentialbriefing documentconfidentiel documentoconfidencial documentinterne dokumentwewnetrzny parausointerno \
    wylaczniedouzytkuwewnetrznego сувороконфіденційно тількидляслужбовогокористування длявнутрішньоговикористання eyesonly roughdraft workingdraft unpublisheddraft preliminarydraft internaldraft draftforcomment draftforcomments \
    draftforinternalreview privateconfidential notyetforpublication notforquotation donotciteorquote notforattribution \
    commercialinconfidence attorneyclientprivileged sensitivebutunclassified nichtzitieren vorlaufigefassung nurintern \
    nurzurinternenverwendung reserveaunusageinterne versionprovisoire versiondetravail nocitar documentointerno \
    strettamenteriservato danonpubblicare documentoriservato estritamenteconfidencial непоширювати нераспространять donotpublishyet holdforrelease donotforward notforonwarddistribution \
    limiteddistribution privilegedandconfidential nondivulgare restreintue workinprogress nichtweitergeben \
    nichtzurveroffentlichungbestimmt vsnurfurdendienstgebrauch arbeitsfassung diffusioninterneuniquement nepasciter \
    nondestinealapublication secretdefense prohibidasudifusion soloparausointerno documentodetrabajo adusointerno \
    riservatissimo reservado naodivulgar usorestrito paraousointerno wersjarobocza douzytkuwewnetrznego scisletajne \
    tylkodouzytkusluzbowego длявнутреннегопользования робочаверсія рабочаяверсия 内部资料 机密 機密 绝密 保密 سري";
/// What stands before the day on which an embargo ends.
pub const EMBARGOES: &str = "\
    embargoed embargo embargoedforrelease embargoedforpublication embargoedfor underembargo strictlyembargoed \
    understrictembargo strictembargo sperrfrist gesperrt sousembargo embargado embargada bajoembargo sobembargo \
    sottoembargo підембарго подэмбарго ембарго эмбарго heldunderembargo freiab notforpublication notforrelease donotpublish \
    donotrelease nottobepublished nottobereleased nichtzurveroffentlichung nichtveroffentlichen nepaspublier nopublicar \
    nonpubblicare naopublicar niepublikowac непублікувати непубликовать confidential vertraulich confidentiel \
    confidencial riservato poufne конфіденційно конфиденциально";
/// What stands between that and the day.
pub const UNTIL: &str = "\
    until till before bis vor jusqua jusquau avant hasta antes fino prima ate przed do до tot";
/// Beside figures and days, what a time is made of.
pub const TIMES: &str = "\
    the of on at in by a m p am pm h hrs hours gmt utc bst cet cest est edt eet eest oclock local time um uhr \
    den dem am der el del dello della la las los le les du de des a au il lo alle dalle al dia das os dnia godz o na \
    january february march april may june july august september october november december jan feb mar apr jun jul aug \
    sep sept oct nov dec januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet \
    aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre \
    noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro \
    marco maio junho julho setembro outubro novembro dezembro stycznia lutego marca kwietnia maja czerwca lipca \
    sierpnia wrzesnia pazdziernika listopada grudnia січня лютого березня квітня травня червня липня серпня вересня \
    r mez mesz vom жовтня листопада грудня января февраля марта апреля мая июня июля августа сентября октября ноября декабря року \
    года г о в";
/// Whose a grade is that stands behind it: `NATO RESTRICTED`.
pub const WHOSE_GRADES: [&str; 8] = ["nato", "cosmic", "eu", "ue", "un", "uk", "us", "osce"];
/// What a state before it is said of, which is not the text: `draft law`, `embargoed goods`.
pub const SUBJECTS: &str = "\
    law laws bill bills act acts treaty treaties resolution resolutions agreement agreements accord accords convention \
    constitution declaration decree statute regulation regulations directive ordinance amendment amendments legislation \
    code mandate protocol charter communique goods cargo oil weapons arms shipments exports imports";
/// On what there are embargoes that hold back no text.
pub const GOODS: &str = "goods cargo oil gas grain steel coal uranium weapons arms shipments exports imports trade";
/// What may stand right at a number, as its unit.
pub const UNITS: &str = "m km cm mm ft mi nm kg t ha kw mw gw kwh mwh gwh twh km2 m3";
/// What is counted of texts, or of time until one is for readers.
pub const NO_UNITS: &str = "\
    version draft revision entwurf day hour minute tag tage stunde stunden jahr jahre woche wochen monat monate jour heure \
    an annee semaine mois dia hora ano semana mes dzien dni godzin lat rok tydzien miesiac день днів година годин рік років \
    editor colleague reader";
/// Days without a number, and how long.
pub const WHEN_WORDS: &str = "\
    monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight noon midnight soon next week month \
    year montag dienstag mittwoch donnerstag freitag samstag sonntag morgen lundi mardi mercredi jeudi vendredi samedi \
    dimanche demain lunes martes miercoles jueves viernes sabado domingo manana lunedi martedi mercoledi giovedi \
    venerdi sabato domenica domani segunda terca quarta quinta sexta feira segundafeira tercafeira quartafeira \
    quintafeira sextafeira amanha poniedzialku wtorku srody czwartku piatku soboty niedzieli jutra понеділка вівторка \
    середи четверга пятниці суботи неділі завтра понедельника вторника среды пятницы субботы воскресенья";
/// With what an answer begins that says for whom: `Confidential: for Ana only`.
pub const FOR_WHOM: &str = "always permanent indefinite strictly for only not";
