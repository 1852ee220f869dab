"""The phrases by which pages give away what a line is. Data only: one pattern a line, in any case of letters."""

from __future__ import annotations

import re

from transforms.reading.lines import word_set

# A character class keeps its blanks.
_BLANKS = re.compile(r"\[(?:\\.|[^\]\\])*\]| \?| ")
_AS_BLANKS = {" ?": r"\s{0,3}", " ": r"\s{1,3}"}


def _any(patterns: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One pattern of many lines; a blank in them stands for one to three blanks, " ?" for up to three.

    A line that begins with blanks goes on with the one above it.
    """
    lines = re.sub(r"\n +", "", patterns.strip()).splitlines()
    whole = "|".join(f"(?:{line})" for line in lines if line)
    return re.compile(_BLANKS.sub(lambda found: _AS_BLANKS.get(found.group(), found.group()), whole), flags)


# A sentence of twelve words or more is clutter or an end only if it also speaks to the visitor or about the page.
VISITOR_WORDS = word_set("""
materials facebook telegram youtube permission prohibited consent ai summarization
you your our us we click here cookie cookies subscribe subscribed subscriber subscribers subscription newsletter
newsletters browser javascript transcript transcripts appeared published republished reproduced reserved
copyright inquiries enquiries information typo
""")
VISITOR_SIGNS = ("©", "@", "http", "(c)", "(C)")

# Heads a list of other stories. The whole line must fit, without colon, dots, arrows and a label in brackets.
SECTION = _any(r"""
(?:more )?(?:related|similar|connected|recommended|suggested) ?(?:stor(?:y|ies)|articles?|news|posts?|content|
    topics?|coverage|links?|reading|items?|materials?|reports?|videos?|documents?|threads?|discussions?|features?|
    publications?|pages?|tags?)?
(?:news|stories|articles) (?:related|on the topic|by topic)
(?:the )?(?:most|top) (?:read|viewed|popular|shared|commented|watched|recent|clicked|liked|discussed|emailed|
    visited)(?: (?:stories|articles|news|posts|now|today|this week|videos|topics|in .{2,30})){0,3}
(?:the )?(?:top|latest|more|most|other) (?:\S{2,20} ){1,3}(?:stories|news|headlines|articles|posts)
(?:the |our )?(?:\S{2,20} ){1,4}newsletters?
ranking|previous post|next post|newer posts?|older posts?|post navigation|from our partners|explore more|in focus|
    our apps|tools|market data|the latest
(?:what['’]s )?(?:popular|trending|hot|buzzing)(?: (?:now|posts?|stories|news|articles|topics?|today|this week|
    posts from this blog|in .{2,30}|on .{2,30}))?
(?:the )?(?:latest|recent|newest|breaking|other|more|further|additional|top|main|today['’]s|all|live|featured?|
    world) (?:stor(?:y|ies)|news|headlines?|posts?|articles?|updates?|videos?|comments?|reports?|threads?|topics?|
    entries|photos|galleries|podcasts?|press releases?|statements|speeches|events|publications|coverage)(?: (?:from|
    on|in|about|by|for|of) .{2,50}| stories)?
.{0,30}\blatest (?:stories|news|headlines)
(?:view|see|read|find|load|show|get|discover|explore) (?:more|all|also|next)(?: (?:from|on|about|in|of|by|stories|
    news|articles|posts|coverage)(?: .{2,50})?)?
more (?:from|on|in|about|by|to read|to explore|like this)(?: .{2,50})?
more .{2,30} (?:news|stories|coverage)
(?:you (?:may|might|will|would|could)|people|readers|others)(?: (?:also|be|have))+ (?:like[ds]?|enjoy(?:ed)?|
    be interested in|interested in|read|viewed|want to read|missed?)(?: .{0,30})?
(?:recommended|picked|selected|suggested|just|more) for you
what(?: to)? (?:read|watch|others are reading|you need to know)(?: next)?
(?:must|don['’]t|do not)[- ]?(?:reads?|miss|see|watch)(?: .{0,20})?
(?:editor['’]?s?['’]?|staff|our|top) (?:picks?|choice|selection|favou?rites)
in (?:other|this|related|the) (?:news|section|topic|category|series|package)
(?:also|elsewhere) (?:in|on|from) .{2,40}
(?:read|see|watch|look|check) (?:also|too|next)
also (?:read|see|watch)
up next|next up|read next|watch next|keep reading|next articles?|previous articles?|previous stories
further reading|see also|external links|references|useful links|quick links|important links|site links
(?:around|from) the web|promoted (?:stories|content|links)|sponsored(?: (?:content|stories|links|posts))?|
    paid content|partner content
headlines|archives?|categories|category|tags?|labels|topics|blogroll|sections|channels|services|editions|
    departments|site map|sitemap|navigation|main menu|menu
(?:photo|video|picture|image) ?(?:galler(?:y|ies)|stories|news|essays?)|photos|videos|multimedia|podcasts|
    special (?:coverage|reports?|features?|projects?)|opinion|opinions
(?:hot|key|popular|trending) ?(?:topics|words|tags|issues|searches|searched)
on this day|today in history|this week in .{2,30}|weather|currency rates?|exchange rates?|stock market|horoscope|
    crossword
follow (?:us|the story|this topic)(?: on)?|stay connected|connect with us|find us on|social media
(?:相关|相關|热门|熱門|推荐|推薦|最新|更多|延伸|编辑|編輯|图片|圖片|视频|热点|点击|友情|精彩|猜你)(?:新闻|新聞|阅读|
    閱讀|报道|報導|文章|推荐|推薦|链接|連結|资讯|消息|内容|排行|喜欢|专题|关注|评论|标签|搜索).{0,6}
上一篇.{0,4}|下一篇.{0,4}|推荐阅读|返回顶部|栏目导航|新闻排行|网友评论|发表评论|関連記事|おすすめ.{0,6}|人気記事|
    ランキング|最新記事|こちらも.{0,8}
관련 ?(?:기사|뉴스|글)|많이 본 (?:뉴스|기사)|인기 ?(?:기사|뉴스)|추천 ?(?:기사|뉴스)|최신 ?(?:기사|뉴스)|주요 ?뉴스|
    이 시각 주요 ?뉴스|함께 많이 본 뉴스
читайте также|также по теме|по теме|похожие (?:новости|материалы|статьи)|другие новости|новости по теме|
    популярн(?:ое|ые)(?: .{2,20})?|самое (?:читаемое|популярное)|последние новости|лента новостей|главные новости|
    главное|ещё по теме|смотрите также|рекомендуем|новости партн[её]ров|материалы по теме|все новости|теги|рубрики
(?:à lire|lire|voir) aussi|sur le même sujet|articles? (?:liés|similaires)|les plus (?:lus|populaires)|à la une|
    dernières (?:nouvelles|actualités)
(?:lea|leer|vea|ver|mire) (?:también|más|además)|te puede interesar|le puede interesar|noticias relacionadas|
    (?:lo )?m[áa]s (?:le[íi]d[oa]s?|vist[oa]s?)|últimas noticias|artículos relacionados|relacionad[oa]s
leia (?:também|mais)|veja também|notícias relacionadas|mais lidas
lesen sie auch|mehr zum thema|auch interessant|das könnte sie auch interessieren|meistgelesen|verwandte artikel
baca juga|berita terkait|terpopuler|lihat juga|xem thêm|tin liên quan|đọc thêm|tin mới|bài viết liên quan|
    ayrıca okuyun|ilgili haberler|en çok okunanlar|czytaj (?:też|także)
اقرأ أيضا.{0,4}|أخبار ذات صلة|الأكثر قراءة|مواضيع ذات صلة|مطالب مرتبط|اخبار مرتبط|پربازدیدترین.{0,10}
""")

# Ends the article for good where a fair part of it has been seen: others' text follows. Matched from the line's start.
END = _any(r"""
(?:view |show |see |read |load |add |post |leave )?(?:all |the )?(?:\d{1,5} ?)?(?:user |
    reader['’]?s?['’]? )?comments? ?[(\[]?\d{0,6}[)\]]?(?: ?/ ?\d{1,6})?(?: (?:on|
    to) .{2,200}| are closed.{0,40}| policy| section| below| off)?[:.]?\s*$
(?:be the first to comment|no comments?(?: yet)?|leave a (?:reply|comment)|post a (?:reply|comment)|add a comment|
    write a comment|join the (?:conversation|discussion)|start the conversation|what do you think\?|have your say|
    log in to (?:comment|reply)|you must (?:be|log) .{0,20}(?:to|in) .{0,15}(?:comment|reply)|\d{1,5} (?:responses?|
    replies|thoughts) (?:to|on) )
(?:comments|discussion|replies|reactions|responses|trackbacks|pingbacks) ?[(:]?\s?\d{0,6}\)?\s*$
(?:reply with quote|reply to this|quick reply|re: .{3,200}|post reply|reply #?\d{1,4}|originally posted by .{1,60}|
    .{2,40} (?:wrote|said):\s*$|last edited by .{1,80}|similar threads?|forum jump|users browsing this forum.{0,80}|
    who is online)
(?:the )?(?:post|article|story|entry) .{3,300} (?:appeared|was (?:first |originally )?published) (?:first )?(?:on|
    in|at|by) .{2,80}$
(?:this )?(?:article|story|piece|post|report|content) (?:first appeared|was (?:first |originally )?(?:published|
    posted|produced)|originally appeared|is republished|is reproduced|has been (?:republished|
    reproduced))\b.{0,200}$
(?:\(c\)|©|copyright|copyrights|℗|&copy;).{0,200}$
.{0,120}(?:all rights reserved|все права защищены|版权所有|無断転載|저작권자|무단 ?전재|alle rechte vorbehalten|
    tous droits réservés|todos los derechos reservados|hak cipta).{0,200}$
(?:\(end\)|\[end\]|-end-|ends?/?|# ?# ?#|- ?30 ?-|\*{3,}|_{5,}|(?:message|text) ends|/ends?/|-{2,3} ?ends? ?-{2,3}|
    end of (?:article|text|transcript|document|story|message))[.\s]*$
(?:about (?:the|this) (?:author|writer|journalist|reporter|columnist|contributor)s?|meet the author|
    author['’]?s? (?:bio|profile))\b.{0,60}$|contributors?:?$
(?:while|when) (?:citing|quoting|using|reprinting|copying) .{0,60}\b(?:materials?|links?|source|reference)\b.{0,300}$
(?:any |the |full or partial )?(?:reproduction|republication|reprinting|copying|use|redistribution) (?:of|or) .{0,200}
    \b(?:permission|prohibited|consent|link|allowed|forbidden)\b.{0,200}$
(?:distributed|released|issued|circulated) by .{2,60} on behalf of .{2,100}$
(?:notes? (?:to|for) editors?|media (?:contacts?|inquiries|enquiries|relations)|press (?:contacts?|office|inquiries|
    enquiries)|for (?:more|further) (?:information|details|inquiries|enquiries).{0,200}|for (?:media|
    press) (?:inquiries|enquiries|queries).{0,150}|contact(?: us| information| details|s?:).{0,120}|contacts?)$
(?:filed under|posted in|tagged(?: (?:with|as|under))?|tags|labels|keywords|categories|topics|метки|теги|标签|
    关键词|태그)\b ?[:：].{0,300}$
(?:disclaimer|legal notice|correction(?:s| policy)|terms (?:of|and) .{0,40}|privacy policy|impressum)\b.{0,30}$
(?:share|email|print|save) (?:this|on|it|via|with).{0,40}$
(?:责任编辑|责编|編集|번역|来源声明|免责声明).{0,60}$
(?:powered by|site by|designed by|hosted by|theme by|template by|website by) .{2,60}$
(?:rate|translate) this .{0,40}$
""")

# Says nothing, wherever it stands; matched from the start of a line of at most 60 words.
CLUTTER = _any(r"""
(?:quick|direct|fast) access to .{2,200}$
(?:skip|jump|go|back|return|scroll) (?:to|back)(?: the)? (?:main|content|navigation|top|search|footer|home|menu|
    primary|secondary|page|bottom|article|list|index|homepage|front|news|previous|all).{0,80}$
(?:share|shares|tweet|tweets|retweet|pin it|like|likes|dislike|follow|followers|whats ?app|facebook|twitter|x|
    telegram|linked ?in|reddit|pinterest|email|e-mail|mail|print|pdf|copy link|link copied!?|copy|save|bookmark|
    listen|instagram|youtube|tiktok|rss|line|weibo|wechat|vk|viber|messenger|tumblr|flipboard|mastodon|bluesky|
    threads|messages?|gmail|google|google news|kakao ?talk|naver|odnoklassniki|вконтакте|одноклассники|
    поделиться.{0,20}|分享.{0,10}|공유.{0,10}|close|open|more|menu|search|home|login|log in|sign in|sign up|
    register|subscribe|donate|support us|next|previous|prev|play|pause|mute|unmute|loading|reply|quote|report|top|
    expand|collapse|yes|no|ok|accept|reject|translate|download|gift|new|live|latest|update|updated|breaking|
    exclusive|featured|sponsored|advert|ads?|adverts|video|photo|opinion|news|views?|hits?|reads?|print article|
    text size|font size|zoom|reset|default|start|end|forum|posts?|topics?|members?|offline|online|guest|admin|
    moderator)(?:[ ,|/·•:]{1,3}(?:share|tweet|facebook|twitter|x|whats ?app|telegram|linked ?in|reddit|pinterest|
    e-?mail|print|copy|save|link|this|more|like|rss|instagram|youtube|on|icon|button|
    \d{1,6})){0,12}[ .:!…]*\d{0,6}[km]?$
(?:share|email|print|save|gift|bookmark|like|listen to|watch|discuss|report|rate|send|post|recommend) (?:this|on|it|
    via|with|to|the|full)\b.{0,60}$
(?:share|tweet|click) .{0,30}(?:to|on|this|via) (?:facebook|twitter|whats ?app|linkedin|telegram|email|reddit|share|
    pinterest|print).{0,60}$
advertisements?\b.{0,40}$|(?:story|article|content) (?:continues|resumes) (?:below|after).{0,40}$|(?:sponsored|
    paid) (?:content|message|post|by)\b.{0,60}$|реклама.{0,10}$|广告.{0,10}$|광고.{0,10}$|publicidad.{0,10}$|
    anzeige$|remove ads.{0,20}$
by (?:continuing|using|clicking|signing up|subscribing|browsing|submitting|registering)\b.{0,250}\b(?:agree|consent|
    accept|acknowledge)\b.{0,200}$
(?:accept|reject|manage|allow|cookie|privacy|your) (?:all |our )?(?:cookies?|preferences|settings|policy|choices|
    privacy).{0,60}$
(?:keep|stay) up to date (?:with|on)\b.{0,120}$
get (?:the )?(?:current|latest|live|daily|all the) (?:updates?|news)\b.{0,120}$
follow .{2,40} on (?:facebook|twitter|x|telegram|instagram|youtube|google news|linkedin|whatsapp)\b.{0,80}$
[—–-] ?.{2,60}\(@\w{2,20}\).{0,40}$
(?:please|kindly) (?:share|like|follow|rate|comment on) .{1,60}$
(?:please )?(?:subscribe|sign up|register|sign in|log in|join|become a (?:member|subscriber)|start your|
    get (?:unlimited|full|the (?:latest|best|day['’]s)|our|access|breaking)|unlock|support our|help us|donate|
    download (?:the|our)|install|follow us|like us|find us|connect with|stay (?:informed|up to date|updated|
    connected|tuned)|don['’]t miss (?:out|our|a))\b.{0,120}\b(?:subscri\w{2,8}|newsletters?|inbox|e-?mails?|account|
    app|today|now|access|free|trial|updates?|alerts?|channel|telegram|facebook|twitter|youtube|instagram|journalism|
    continue|read(?:ing)?|member\w{0,5}|us|story|article|headlines|google news|whatsapp)\b.{0,120}$
(?:already|not) (?:a |an |yet a )?(?:subscriber|member|registered|subscribed)\b.{0,120}$|(?:existing|
    current) (?:subscriber|member)s?\b.{0,80}$|have an account\?.{0,60}$|forgot (?:your )?password.{0,30}$|
    remember me$|username.{0,20}$|password.{0,20}$
(?:this|the) (?:article|content|story|page|full (?:article|story|text)) is (?:for|only|available|exclusive|reserved|
    locked|behind|free)\b.{0,160}$
(?:you have|you['’]ve) (?:reached|read|used|\d{1,2}|one|no|run out|exhausted).{0,100}\b(?:articles?|stories|limit|
    free)\b.{0,100}$
(?:to )?(?:continue|keep) reading\b.{0,150}$|(?:to )?read the (?:full|rest of the|whole|complete|
    original) (?:article|story|text|report|interview|transcript|statement)\b.{0,120}$
.{0,60}[$£€]\s?\d{1,3}(?:[.,]\d\d)? ?(?:a|per|/|for|each|an?) ?(?:week|month|year|day|mo|yr|issue|first).{0,120}$
(?:sign up|subscribe) (?:for|to) (?:our|the|free)\b.{0,160}$|newsletters?\b.{0,80}$|enter your (?:e-?mail|
    name).{0,80}$|your e-?mail(?: address)?.{0,60}$
(?:read|see|watch|look|listen)(?: (?:more|also|too|next|now|here|it))* ?(?:[:|»>→-]|$).{0,200}$|also (?:read|see|
    watch)\b ?[:|»>→-]?.{0,200}$|(?:related|recommended|explainer|editor['’]s pick|more on this|in pictures|in pics|
    analysis|don['’]t miss|must read|full coverage|see|ver|lire|lee|leia|baca juga|читайте также|смотрите также|
    관련기사|相关阅读) ?[:|»>→：] ?.{2,200}$
(?:上一篇|下一篇|上一条|下一条|上页|下页|prev(?:ious)?|next)(?: (?:article|post|story|page|topic|news|entry|
    thread))? ?[:：»«>|←→-].{0,400}$
[«‹←<].{2,200}$|.{2,160}[»›→>]$
(?:click|tap|press) (?:here|to|on|for|the)\b.{0,120}$|(?:view|see|show|hide|load|open|read) (?:more|less|full|all|
    comments|image|original|transcript|gallery|photos|caption|in|on|next|profile)\b.{0,60}$
(?:\d{1,3}|one|two|three|four|five) ?[- ]?min(?:ute)?s?\.?(?:[- ](?:read|listen|watch|video|to read))?$|(?:reading|
    read|listening|estimated|time to) (?:time|read|reading)(?: time)? ?:? ?.{0,30}$
(?:views?|hits?|reads?|shares?|likes?|visits?|viewed|visitors?|просмотр\w{0,3}|浏览(?:次数)?|点击(?:数|次数)?|
    阅读(?:数)?|조회(?:수)?) ?[:：(]? ?[\d,. ]{0,12}[km]?\)?(?: times?)?$|[\d,.]{1,12} ?[km]? ?\+? ?(?:views?|hits?|
    reads?|shares?|likes?|comments?|visits?|retweets?|reactions?|followers?|people reacted|times|votes?|points?|
    upvotes?|replies|posts?|просмотр\w{0,3})\b.{0,30}$
(?:joined|join date|posts|posts count|location|registered|reputation|gender|rank|likes received|thread starter|
    message count|threads|karma|member since|user ?name|age|occupation) ?[:：].{0,80}$|(?:senior|junior|new|active|
    veteran|distinguished|full|super|forum|site|well-known|registered) (?:member|moderator|user|administrator|
    poster)$
(?:page|стр\.?|страница|第) ?\d{1,4}(?: ?(?:of|/|из) ?\d{1,4})?(?: ?页)?$|(?:first|last|newest|oldest)$|
    \[?\d{1,4}\]?(?: ?[|,/·]? ?\[?\d{1,4}\]?){0,12}$
(?:a|aa|a\+|a-|A A A|aA)(?: ?[|/]? ?a ?[-+]?){0,4}$|text size.{0,30}$|(?:small|medium|large|normal)(?: (?:small|
    medium|large|text|font)){0,3}$
(?:file|image|photo|video|picture) (?:\d{1,3} of \d{1,3}|gallery).{0,40}$|\d{1,3} ?/ ?\d{1,3}$|(?:watch|video|
    listen|audio|gallery|photos?|in pictures|podcast|infographic|interactive|quiz|poll) ?[:|»].{0,200}$
(?:your browser|javascript|please enable|please wait|please turn|this (?:video|content|browser|audio) (?:is not|
    isn['’]t|cannot|can['’]t|file)|unable to|something went wrong|page not found|error \d{3}|loading)\b.{0,200}$
(?:breadcrumbs?|you are here|current page|home|homepage|main page|главная|首页|首頁|홈|当前位置|您的位置|
    您现在的位置|inicio|accueil|startseite|beranda|trang chủ) ?(?:[>»›/|:：→»-]|::).{0,200}$
\((?:attn|updates?|adds|recasts|lead|corrects|eds|note|writethru|refiles|repeats|with)\b[^()]{0,200}\)$
(?:would you like to|do you want to|please read|read our|see our|have you|got a|do you have) .{0,60}\b(?:comment|
    policy|story|tip|news|terms|questions?|guidelines)\b.{0,80}$
[♦◊★☆].{2,200}$
this is (?:an )?(?:ai|a machine|machine|automatically)[- ](?:generated|translated|written).{0,160}$
article ad box$
(?:hello|welcome|hi),? .{0,30}(?:guest|visitor|to (?:our|the)).{0,80}$|today(?: is|['’]s date)? ?[:,]? ?(?:mon|tues|
    wednes|thurs|fri|satur|sun)day.{0,60}$
(?:language|languages|select (?:your )?language|english|русский|中文|한국어|日本語|español|français|deutsch|العربية|
    português|italiano|türkçe|tiếng việt|bahasa indonesia|简体中文|繁體中文)(?:[ |/,·•]{1,3}(?:english|русский|中文|
    한국어|日本語|español|français|deutsch|العربية|português|italiano|türkçe|tiếng việt|bahasa indonesia|简体|繁體|
    简体中文|繁體中文|[a-z]{2,3})){0,20}$
(?:text|font|print|view|display|image|mobile|desktop|text-only|printer[- ]friendly|printable) ?(?:size|version|page|
    format|mode).{0,40}$
(?:tel|telephone|phone|fax|e-?mail|address|hotline|zip|postcode|icp|京icp备|电话|地址|邮编|전화|адрес|
    телефон)\b ?[.:：].{0,200}$
https?://\S{3,500}$|www\.\S{3,300}$
#\w{2,40}(?:[ ,]{1,2}#\w{2,40}){0,20}$|@\w{2,40}$
(?:\[(?:music|applause|laughter|crosstalk|inaudible|sound ?bite|end of (?:video|audio|clip)|begin .{2,30}|audio|
    video|break|commercial break|theme music)[^\]]{0,60}\]|\((?:music|applause|laughter|crosstalk|inaudible|
    commercial break|begin video ?clip|end video ?clip|begin videotape|end videotape|begin audio|end audio|
    soundbite of [^)]{2,60})\))$
(?:correspondent|editor|translator|proofreader|source|originally published)? ?\(?(?:photo|image|
    picture)s? ?: ?none\)?$
(?:rush transcript|this is a rush transcript|transcripts? (?:is|are|may|provided|has been)).{0,300}$|(?:npr|abc|cbs|
    bbc) transcripts are created.{0,300}$|(?:accuracy|availability) and (?:accuracy|
    availability) of transcripts.{0,200}$
(?:we|our (?:editors|team)) (?:have|has|may) (?:updated|corrected|earn).{0,200}$|if you (?:have|see|find|notice|
    would|want|like|enjoy|need|are).{0,120}\b(?:tip|typo|error|mistake|contact|e-?mail|subscribe|share|newsletter|
    comment|let us know|click|please)\b.{0,120}$
""")
# The same, told by words further on; matched like the rest, but only where one of the hints stands in the line.
CLUTTER_WITHIN = _any(r"""
.{0,100}\b(?:we|this (?:web)?site|our (?:web)?site|
    our partners) (?:and our partners )?uses? (?:of )?cookies\b.{0,400}$
.{0,80}\b(?:free|premium|digital|annual|monthly) (?:articles?|trial|access|subscriptions?|content)\b.{0,40}(?:left|
    remaining|this month|cancel|month|week|year|today|only|subscri).{0,100}$
.{0,80}\b(?:cancel any ?time|unlimited access|your inbox|terms of (?:use|service)|privacy policy|cookie policy|
    push notifications?|enable javascript|browser (?:does not|doesn['’]t) support|video player|
    ad ?block(?:er)?)\b.{0,160}$
(?=.{0,300}\b(?:our|your?|sign up|subscribe)\b).{0,200}\bnewsletters?\b.{0,200}$
.{0,200}\b(?:sign up|subscribe|register|click|tap) (?:for (?:it|free) )?here\b.{0,80}$
""")

CLUTTER_HINTS = (
    "cookies", "free", "premium", "digital", "annual", "monthly", "cancel", "unlimited", "inbox", "terms", "policy",
    "notification", "javascript", "browser", "video", "block", "newsletter", "sign", "subscribe", "register", "click",
    "tap",
)  # fmt: skip

# A photograph's text: any of STRONG, or two of WEAK.
CREDIT_END = _any(r"""
[(\[](?:photos?|pictures?|images?|pics?|fotos?|credits?|source|illustration|graphic|video|screenshot|
    file(?: (?:photo|image|picture|pic|footage))?|фото|图|사진|photo by|image by|photo courtesy|
    courtesy)\b(?: ?[:：]| (?:by|courtesy|from|via|credit)\b|[ )\]/]|$)[^()\[\]]{0,100}[)\]]\.?$
[(\[][^()\[\]]{0,60}(?:\bvia\b|\bphotos?\b|\bfile\b|\bhandout\b|\bpool\b|\bcourtesy\b|\bgetty images\b|
    \bshutterstock\b|\balamy\b|\bistock\b|\bunsplash\b|\bwikimedia\b|\bflickr\b|\bscreen ?(?:shot|grab)\b|\bimago\b|
    \bnurphoto\b|/(?:getty|ap|afp|reuters|epa|efe|xinhua|yonhap|kyodo|tass|anadolu|upi|pool|ria|sputnik|afp via|
    ap photo|zuma|sipa|bloomberg|afp)\b|\b(?:ap|afp|reuters|epa|xinhua|yonhap|kyodo|tass|upi|sputnik|ap photo|kcna|
    getty)/)[^()\[\]]{0,60}[)\]]\.?$
^(?:photos?|pictures?|images?|pics?|credits?|photograph|illustration|graphic|video|screenshot|фото|사진|图片来源|
    图)(?: credits?| source| courtesy)? ?[:：/|] ?.{2,80}$
(?<=[\S ]{10})[|] ?(?:photos?|pictures?|images?|credits?) ?:? ?.{2,60}$
(?:^|[.!?”"'’)\]|] ?)(?:photo|image|picture|photograph|photography|illustration) (?:by|courtesy(?: of)?|from|
    via) .{2,60}$
[.!?”"'’)] ?[(\[]?(?:photos?|pictures?|images?|pics?|credits?)(?: courtesy(?: of)?| by| credit)? ?[:/|]? ?.{2,60}$
\bvia (?:reuters|ap|afp|getty(?: images)?|epa|epa-efe|xinhua|yonhap|sputnik|zuma|imago)\.?$
[.!?)”"\w] ?[—–-]{1,2} ?(?:\S{2,20} ){0,2}photos?\b.{0,40}$
(?:©|\(c\)) ?(?:getty|afp|reuters|ap|epa|shutterstock|xinhua|sputnik).{0,60}$
\b(?:reuters|afp|ap|epa|ap photo|getty images|afp via getty images|epa-efe|sputnik|nurphoto|pool|handout|kcna|
    xinhua|yonhap|ap photo)/[A-Z][^.]{2,50}$
""")
# A credit has one of these or ends in a bracket, so that most lines need no closer look.
CREDIT_HINTS = (
    "photo", "pict", "image", "pic", "credit", "/", "©", "(c)", "via", "video", "graphic", "screen", "illustration",
    "фото", "사진", "图",
)  # fmt: skip
CREDIT_BRACKETS = (")", "]", ").", "].")
# An agency's name alone at the end credits a picture or signs the article: its line and place tell which.
AGENCY_END = _any(r"""
(?:[.!?”\"'’)]|\b\d{4})\s{0,3}[—–/|©-]{0,2}\s{0,3}[(\[]?(?P<agency>(?:getty images|afp|reuters|ap photo|ap|epa-efe|
    epa|efe|xinhua|yonhap|kyodo|tass|anadolu|bloomberg|kcna|rodong sinmun|upi|pti|ani|newsis|korea times|vna|vov|
    prensa latina|sputnik|ria novosti|aap|cns|ians|bernama|antara|dpa|ansa|apa|belta|sana|irna|mna|wam|
    spa)(?:\s?[-/]\s?(?:getty images|afp|reuters|ap photo|ap|epa-efe|epa|efe|xinhua|yonhap|kyodo|tass|anadolu|
    bloomberg|kcna|rodong sinmun|upi|pti|ani|newsis|korea times|vna|vov|prensa latina|sputnik|ria novosti|aap|cns|
    ians|bernama|antara|dpa|ansa|apa|belta|sana|irna|mna|wam|spa))?)[)\]]?\.?$
""")
CREDIT_ALONE = _any(r"""
(?:file photo|photo|image|picture|video|screenshot|file)$
(?:© ?)?(?:yonhap|afp|reuters|ap|epa|efe|xinhua|kyodo|getty images|tass|anadolu|shutterstock|newsis|upi|sputnik|
    bloomberg|ap photo|epa-efe|afp photo|kcna|pool|handout)(?:[-/ ](?:yonhap|afp|reuters|ap|getty images|file|pool|
    handout|photo|news ?agency|[A-Z]\w{1,15} [A-Z]\w{1,20}|korea news service)){0,3}\.?$
""")
CAPTION_START = _any(r"""
(?:\[\d{1,2}/\d{1,2}\] ?|\d{1,2}/\d{1,2} (?=[A-Z])).{20,500}$
(?:photo|picture|image|caption|un photo|file photo|in pictures?|illustration|photo caption|image caption|
    media caption|image source|photo credit|figure \d{1,2}|фото|图为|사진)\b ?[:：|,(—–].{2,600}$
(?:image|media|photo) (?:caption|source|credit)\b.{2,400}$
(?:this|a|an|the|in this|in a|an undated|this undated|this handout|in an|in these|a combination|
    this combination)(?: \S{1,20}){0,5} (?:photo|photograph|picture|image|footage|still|screen ?grab|frame grab|
    file photo|photos|pictures|images|handout)\b.{0,60}\b(?:shows?|taken|released|provided|made available|from|
    issued|distributed|supplied|dated|,)\b
(?:pictured|shown|seen)(?: (?:here|above|below|left|right))?[:,] .{10,400}$
""")
# Each is found often in captions and now and then in prose: it takes two or three.
CAPTION_WORDS = word_set("""
l r c left right center centre front rear foreground pictured seen shown seated standing photo picture image
footage video screengrab grab still file handout undated courtesy photographed shakes shake hands poses pose
waves wave walks looks gestures smiles greets stands reviews toasts attends inspects arrives speaks delivers
listens watches talks addresses receives meets signs welcomes holds hugs embraces chats chat
""")
CAPTION_WEAK = (
    _any(r"""
\((?:l|r|c|left|right|cent(?:er|re)|2nd [lr]|second (?:left|right)|\d?(?:st|nd|rd|th)? from (?:left|right)|front|
    rear|back)\)
"""),
    _any(r"""
, (?:left|right|cent(?:er|re)|second (?:left|right)|(?:second|third|fourth) from (?:left|right)|front row|
    foreground|pictured|pictured here|seen here|shown here|seated|standing),?\s
"""),
    _any(r"""
(?:in|from) (?:this|an?)(?: \S{1,20}){0,3} (?:photo|picture|image|footage|video|screen ?grab|still|file photo|
    handout)
"""),
    _any(
        r"""
\b(?:shakes? hands|poses?|waves?|walks past|looks on|gestures|smiles|greets|stands (?:with|next|beside|behind)|
    reviews an|toasts|attends|inspects|arrives|speaks|delivers|listens|watches|talks|addresses|receives|meets|signs|
    welcomes|holds|hugs|embraces|chats|pictured)\b
""", 0
    ),
    _any(r"""
\b(?:file|handout|undated|courtesy|photographed|photo)\b
"""),
    _any(r"""
(?:on|in) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6}\.? (?:\d{1,2}, )?(?:19|20)\d\d\.?$
"""),
)  # fmt: skip

# "BLOCKADE. A ship blocks a vessel ...": a word in capitals heads a picture's text.
CAPTION_HEAD = re.compile(r"[A-Z][A-Z’' -]{2,30}\.\s(?=[A-Z])")
# "..., Havana, May 20, 2016.": the day behind the place, with nothing said in the past tense.
CAPTION_DATED = _any(r"""
, (?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day, )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|
    dec)[a-z]{0,6}\.? \d{1,2}, (?:19|20)\d\d\.?$
""")
CAPTION_NEVER = word_set("""
said was were had told according would met held left took began made is are has have since
""")

# Who wrote it.
NAME_PARTICLE = r"(?:al|bin|ben|ibn|van|von|der|den|de|da|dos|do|di|del|della|la|le|el|du|st\.|ten|ter|y|e)"
NAME_WORD = r"(?:[A-ZÀ-ÖØ-ÞŁŠŽČĆĐĞİŚŞ](?:[\w’'-]{0,24}|\.)(?:[A-Z][\w’'-]{1,20})?\.?)"
NAME = rf"{NAME_WORD}(?:\s(?:{NAME_PARTICLE}\s)?{NAME_WORD}){{1,4}}"
BYLINE_LABEL = _any(r"""
(?:by|written by|words by|text by|story by|posted by|published by|submitted by|reported by|report by|reporting by|
    analysis by|opinion by|commentary by|compiled by|interview by|uploaded by|started by|additional reporting by|
    writing by|reporting and writing by|contributed by|translated by)\b ?:?
(?:authors?|text|words|writers?|reporters?|correspondents?|journalists?|columnist|byline|автор|журналист|корреспондент|作者|
    记者|記者|撰文|기자|글|auteur|autor|von|par|por|oleh|penulis|tác giả|yazar) ?[:：]
(?:par|por|von|oleh|da)\b
reporter\b
""")
EDITOR_LABEL = _any(r"""
(?:edited|editing|copy ?edited|proofread|reviewed) by\b ?:?
(?:editors?|editor-in-charge|ed\.|web editor|copy editor|責任編輯|责任编辑|责编|编辑|編輯|редактор|편집|
    editor responsável) ?[:：]
""")
OUTLET_LABEL = _any(r"""
(?:source|sources|news source|publisher|publication|published (?:in|on|by)|website|site name|outlet|newspaper|
    agency|provider|via|originally (?:published|posted) (?:in|on|by|at)|first published (?:in|on|by)|copied from|
    reposted from|taken from|from|来源|來源|信息来源|新闻来源|文章来源|источник|출처|出典|fuente|fonte|quelle|
    sumber|nguồn|kaynak|المصدر) ?[:：]
(?:originally published|first published|originally posted|reposted|republished|reprinted|copied|taken) (?:in|on|by|
    at|from|with permission from)\b
published in (?=(?:\S{2,20} ){0,3}\S{2,20},)
""")
TITLE_LABEL = _any(r"""
(?:title|headline|subject|topic|heading|заголовок|标题|標題|제목|titre|título|judul|thread|re|post subject|
    post title) ?[:：]
""")
# A line of a day without its year, perhaps behind a place: NAIROBI, Tuesday June 20.
DAY_ALONE = _any(r"""
(?:[A-Z][\w.’'-]{1,20}(?:[ ,]{1,2}[A-Z][\w.’'-]{1,20}){0,3} ?[,:–—-] ?)?(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|
    sun)(?:day)?\.? ?,? ?)?(?:(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|
    sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? (?:jan
    (?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|
    dec(?:ember)?))(?: ?[,|–-]? ?\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?)?\.?
""")
DATE_LABEL = _any(r"""
(?:(?:first |originally |date |last )?(?:published|posted|created|issued|released|uploaded|written|filed|submitted|
    added|reported|broadcast|aired|air date|release|publication|publish|posting|pub|дата|опубликовано|размещено|
    发布时间|发布日期|发表时间|时间|日期|发布于|입력|등록|작성일?|게재|公開日?|掲載|publié|publicado|veröffentlicht|
    diterbitkan|ngày|tarih)(?: (?:on|at|by|date|time|in|le|el|am|date and time|публикации))*|date(?:line)?|time|on|
    le|el|am)(?![a-z]) ?[:：]?
""")
UPDATE_LABEL = _any(r"""
(?:last |date |最后)?(?:updated?|modified|edited|revised|changed|latest update|обновлено|изменено|更新(?:时间|日期|
    于)?|수정|最終更新日?|mis à jour|actualizado|aktualisiert)(?: (?:on|at|date|time|le|el|am|the))* ?[:：]?
""")
COUNTER = _any(r"""
[\s,|·•-]*(?:[\d,.]+[km]?\s?)?(?:views?|hits?|reads?|shares?|comments?|likes?|followers?|posts|(?<=\d\s)post|
    articles?|follow)\b[\s:\d,.km]*$
""")
ROLE = _any(r"""
\b(?:(?:staff|senior|chief|special|foreign|diplomatic|political|defen[cs]e|economics?|business|asia|africa|europe|
    world|national|international|associate|assistant|managing|deputy|contributing|freelance|our|the|bureau|
    multimedia|digital|guest|newsroom|news|web|desk|editorial|regional|state|video|audio|and|agencies|agency|
    wires?)\s){0,3}(?:correspondents?|reporters?|writers?|journalists?|columnists?|editors?|contributors?|producers?|
    anchors?|analysts?|fellow|professor|bureau|desk|staff|chief|agencies|team|newsroom|admin|author)\b
""")
ABOUT_AUTHOR = re.compile(
    r"(?:the|this) (?:author|writer|reporter|columnist)s? (?:is|are|was|can be)\b|"
    r"(?:follow|contact|reach|write to|e-?mail) (?:him|her|them|the author|the writer|us|me)\b|"
    rf"{NAME} (?:is|was|has been|covers|writes|reports|joined|can be reached|contributed|tweets)\b.{{0,80}}"
    r"\b(?:reporter|correspondent|journalist|columnist|editor|writer|fellow|freelancer?|author|bureau chief|"
    r"contributed|reached|covers|covering|analyst|twitter|@)",
)

# Agencies and outlets as they sign datelines and headlines.
AGENCIES = (
    "Xinhua", "Yonhap", "KCNA", "Reuters", "AP", "Associated Press", "AFP", "TASS", "Itar-Tass", "RIA Novosti",
    "Sputnik", "Interfax", "Kyodo", "Kyodo News", "Jiji Press", "UPI", "EFE", "ANSA", "dpa", "DPA", "PTI", "ANI",
    "IANS", "UNI", "Anadolu Agency", "AA", "Prensa Latina", "ACN", "IRNA", "MNA", "Tasnim", "Fars", "ISNA", "SANA",
    "WAFA", "MENA", "SPA", "WAM", "KUNA", "QNA", "BNA", "ONA", "Petra", "INA", "VNA", "VOV", "KPL", "Bernama",
    "Antara", "PNA", "CNA", "RFA", "VOA", "Mehr", "Ukrinform", "Belta", "BelTA", "Kazinform", "UzA", "Kabar",
    "Trend", "Azertac", "Armenpress", "Agenzia Nova", "AAP", "CP", "Canadian Press", "NAN", "APS", "TAP",
    "MAP", "ENA", "SUNA", "GNA", "KBC", "ANGOP", "Lusa", "Agência Brasil", "Telam", "Télam", "AVN", "Montsame", "APP",
    "BSS", "AKP", "ATOP", "UNB", "ARI", "Pajhwok", "Khaama Press", "Bloomberg", "CNN", "BBC", "IPS", "CMC", "Notimex",
    "Tanjug", "Hina", "MTI", "PAP", "CTK", "ČTK", "STA", "BTA", "Agerpres", "Rodong Sinmun", "China Daily",
    "Global Times", "Newsis", "News1", "CNS", "Focus Taiwan", "Arirang", "AIT", "Al Jazeera", "Dawn", "ABNA",
    "Press TV", "NINA", "Shafaq", "Agencies", "Wire services", "PANA", "Ghana News Agency", "Philippine News Agency",
    "Korean Central News Agency",
    "Wikinews", "Agencia EFE", "Agence France-Presse", "Agenzia ANSA", "The Associated Press", "Xinhua News Agency",
    "Kuwait News Agency", "Saudi Press Agency", "Emirates News Agency", "Qatar News Agency", "Bahrain News Agency",
    "Oman News Agency", "Tasnim News Agency", "Euronews",
)  # fmt: skip
OUTLET_WORD = _any(r"""
\b(?:news|times|post|daily|herald|press|sentinel|dispatch|agency|radio|tv|television|watch|journal|ledger|tribune|guardian|reuters|afp|ap|
    bbc|cnn|xinhua|tass|kcna|yonhap|gazette|observer|chronicle|standard|today|online|telegraph|independent|star|
    monitor|bulletin|ministry|wikipedia|embassy|review|mirror|express|weekly|magazine|network|media|newspaper|
    courier|examiner|inquirer|sputnik|rt|voice of \w+|dw|nhk|npr|portal|blog|forum|forums|wire|insider|diplomat|
    website|\w+\.(?:com|org|net|info|gov|co|ru|cn|kp|kr|vn|int|eu|uk|in|news))\b
""")
# Role mailboxes: the domain behind them is the outlet's own.
CONTACT_ADDRESS = re.compile(r"\b[\w.+-]{2,40}@(?P<domain>(?:[a-z0-9-]{2,40}\.){1,3}[a-z]{2,10})\b", re.I)
ADDRESS = re.compile(r"(?:https?://|www\.)\S{3,500}")
MAIL_HOSTS = frozenset({
    "126.com", "163.com", "aol.com", "daum.net", "example.com", "gmail.com", "gmx.de", "hanmail.net", "hotmail.com",
    "icloud.com", "live.com", "mail.ru", "msn.com", "naver.com", "outlook.com", "proton.me", "protonmail.com",
    "qq.com", "web.de", "yahoo.com", "yandex.ru", "ymail.com",
})  # fmt: skip
APPEARED_ON = _any(r"""
\b(?:appeared|published|posted|produced)\s(?:first\s|originally\s)?(?:on|in|by|
    at)\s(?:the\s)?(?P<outlet>[^.,;|]{2,60}(?:\.[a-z]{2,6})?(?:\.[a-z]{2})?)
""")
# Kinds of text whose title states the day they are from.
DATED_KIND = _any(r"""
\b(?:press (?:conference|briefing|release|statement|remarks)|briefing|statement|transcript|remarks|read-?out|
    communiqu[ée]|bulletin|daily|round-?up|digest|newscast|minutes|media note|highlights|summary|news in brief|
    live updates?)\b
""")
# Capitalised words that no person is called by: a line that holds one is a section, a place or a headline.
NOT_A_NAME = word_set("""
coast guard police force army navy authority association organization organisation bank company group team league
front movement service court commission federation foundation club board chamber ministry
north south east west northern southern eastern western central korea china russia japan cuba vietnam iran
america american americas asia asian africa african europe european pacific atlantic arab gulf middle latin
caribbean world global national international regional local politics political economy economic economics
business finance markets diplomacy diplomatic foreign affairs relations ministry minister president government
parliament republic kingdom united states nations union council committee party congress office department
embassy university institute home top breaking latest special report reports story stories feature features
opinion editorial analysis commentary review interview press release statement speech speeches sports sport
culture society science technology health education travel life style lifestyle entertainment arts security
defence defense military nuclear peace war conflict crisis trade energy environment climate photo photos video
videos gallery archive search menu subscribe login contact about privacy policy terms cookies share print
january february march april june july august september october november december monday tuesday wednesday
thursday friday saturday sunday read more view all back next previous full text english edition page site map
politica política economia economía sociedade sociedad mundo cultura internacional actualidad
live updates newsletter podcast forum thread newsroom staff desk reporter reporters correspondent agencies
agency web bureau region country topic date category author type issue state supreme general
secretary leader
summit talks visit message letter city new times
""")
# Cities that look like a person behind a writer's name: "By Jane Doe, Addis Ababa".
CITIES = frozenset({
    "abu dhabi", "addis ababa", "buenos aires", "cape town", "ciudad juarez", "dar es salaam", "guatemala city",
    "hong kong", "kuala lumpur", "kuwait city", "la paz", "los angeles", "mexico city", "new delhi", "new york",
    "panama city", "phnom penh", "port louis", "port moresby", "port vila", "port-au-prince", "quezon city",
    "rio de janeiro", "saint petersburg", "san jose", "san juan", "san salvador", "santo domingo", "sao paulo",
    "são paulo", "st petersburg", "tel aviv", "the hague", "ulan bator",
})  # fmt: skip
SPEAKERS = frozenset({
    "a", "analysis", "anchor", "announcer", "answer", "breaking", "correspondent", "editor's note", "exclusive",
    "explainer", "full text", "host", "interviewer", "moderator", "mr", "mrs", "ms", "narrator", "note", "opinion",
    "presenter", "q", "question", "reporter", "summary", "translation", "update", "voiceover", "watch",
})  # fmt: skip
TIMES = _any(r"""
\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:[.,]\d+)?\s?(?:[ap]\.?m\.?)?|\b\d{1,2}\s?[ap]\.?m\.?|T\d{2}:?\d{2}(?::?\d{2})?Z?|
    [+-]\d{2}:?\d{2}\b|\b(?:gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|bst|cet|cest|eet|msk|ist|kst|jst|sgt|hkt|pkt|
    wib|aest|et|local time|hours|hrs|h|oclock|o['’]clock)\b(?:\s?[+-]\s?\d{1,2}(?::?\d{2})?)?
""")
RELATIVE_TIME = _any(r"""
(?:about |over |almost )?(?:\d{1,3}|an?|one|two|three|a few|several) ?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|
    h|m|d|days?|weeks?|months?|years?) ago|just now|yesterday|today
""")
