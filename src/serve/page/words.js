// The words of the page in both languages. Words of papers, reasons and advice stay as the program gives them.

const JA = {
  skip: "本文へ進む", lang: "English", reread: "読み直す", book: "ワークブック (Excel)", html: "報告ページ (HTML)", json: "JSON",
  downloads: "ダウンロード", tabs: "画面の切り替え",
  overview: "概要", papers: "文書", matrix: "役割分担表", gaps: "要対応", changes: "昨年との比較", corrections: "訂正",
  noName: "案件", asOf: "判定日", guideline: "ガイドライン 第{}版", claims: "根拠となる記載 {} 件", papersRead: "文書 {} 件",
  waiting: "読み取りを待っています", reading: "読み取り中 {} / {}: {}", judging: "突き合わせています", stopped: "読み取りが止まりました。次を直すと続けられます。",
  lost: "hazama との接続が切れました。端末で hazama serve を起動し直し、新しいアドレスを開いてください。",
  counts: "状態ごとの件数", dropHere: "文書をここに置く", dropHint: "フォルダごと、またはファイルを置いてください。案件フォルダに写し、元のファイルは変えません。",
  pickFiles: "ファイルを選ぶ", pickFolder: "フォルダを選ぶ", dropNow: "ここで放すと案件フォルダに加えます",
  sending: "受け取り中 {} / {}: {}", sent: "{} 件を加えました(同じ内容のため加えなかったもの {} 件)。",
  clash: "同じ名前で内容の違うファイルがあります。どうするか選んでください。", beside: "別の名前で加える", replace: "置き換える", leave: "加えない",
  tooLarge: "「{}」は200 MBを超えるため受け取れません。", notSent: "受け取れなかったもの",
  unread: "読み取れなかったもの・確かめてほしい箇所", nothingUnread: "すべての文書を読み取りました。",
  start: "まず文書を加え、「文書」で種類を確かめ、「要対応」を上から見ていきます。",
  kind: "種類", why: "見分けた理由", side: "どちらの文書か", systems: "対象のシステム", vendor: "事業者", edition: "版", read: "読み取り",
  readOf: "行 {}・条項 {}・根拠 {}", told: "hazama.toml の指定", auto: "自動({})", all: "すべて", none: "指定しない", fix: "直す", save: "保存する", cancel: "やめる",
  hospital: "病院", both: "双方", vendorSide: "事業者",
  madeManifest: "保存すると、今の見分けを写した hazama.toml を案件フォルダに作ります。",
  newSystem: "システムを加える", newVendor: "事業者を加える", name: "名前", addIt: "加える",
  saved: "保存しました。", duty: "義務", system: "システム", area: "分野", state: "状態", priority: "優先度", standing: "記入",
  matrixHint: "矢印キーで移動し、Enter で詳しく見ます。", onlyGaps: "対応が必要な義務だけ",
  filter: "絞り込み", search: "義務の名前", everySystem: "すべてのシステム", everyState: "すべての状態", everyPriority: "すべての優先度",
  shownOf: "{} 件中 {} 件", more: "さらに表示", noGaps: "対応が必要なものはありません。",
  back: "要対応の一覧へ", previous: "前へ", next: "次へ", gone: "この義務とシステムの組は、今の結果にありません。",
  meaning: "状態の意味", reason: "理由", basis: "根拠となる指針", plain: "この義務とは",
  ours: "病院側文書の記載", theirs: "契約・事業者側文書の記載", silent: "記載なし", searched: "確認した文書: {}", noPaper: "該当する文書がありません",
  line: "{}行目", around: "前後の文", howRead: "読み方", sure: { high: "確かさ: 高", medium: "確かさ: 中", low: "確かさ: 低(人の確認が要ります)" },
  byHand: "人の訂正による", without: "訂正がなければ「{}」です。", withoutSame: "訂正がなくても同じ状態です。",
  correct: "確認・訂正する", confirm: "読み取りのとおりで正しい", drop: "この文は、この義務の記載ではない", holderIs: "担い手が違う。正しくは", reasonOf: "理由(必須)",
  reasonHint: "原文のどこを見てそう判断したか。報告書にも出ます。", by: "記入した人", who: "訂正した人", applyIt: "訂正を保存する", undo: "訂正を取り消す",
  correction: "人の訂正", droppedHead: "この義務から外した記載(人の訂正)", effectNote: "訂正は判定を変えることがあります。変わったときは、元の状態も示します。",
  todo: "求めること", texts: "文案", copy: "コピー", copied: "コピーしました。", findings: "そのほかの指摘",
  decide: "対応の記入", decideHint: "案件フォルダの hazama.decisions.json に保存し、ワークブックにも出ます。", confirmed: "文書の変更を確かめた(記入は今も有効)",
  dirty: "新しい結果があります。記入を保存するか、読み直してください。", showNew: "新しい結果を表示(記入を捨てる)",
  planChoices: ["契約・覚書で定める", "院内規程で定める", "事業者に確認する", "受容する(理由をメモ)", "対応不要(理由をメモ)"],
  judgementChoices: ["要対応", "受容", "対応不要", "保留"],
  dayHint: "例: 2027-03-31", yours: "ブックに加えられた欄",
  correctionsNone: "訂正はありません。「要対応」から義務を開き、記載の「確認・訂正する」で行います。",
  lapsed: "失効", applied: "反映", change: "訂正", effect: "状態への影響", unchanged: "変わらず", sentence: "文", paper: "文書", day: "日付", holder: "担い手",
  noLast: "昨年の文書はまだありません。昨年の案件フォルダ、または hazama が書き出した昨年の report.json か gaps.xlsx を加えると、変わったところとその意味を示します。",
  dropLast: "昨年の文書をここに置く", lastHint: "案件フォルダの中の hazama-last に写し、今年の文書には加えません。前に置いたものと入れ替わります。元のファイルは変えません。",
  pickLastFile: "昨年の report.json・gaps.xlsx を選ぶ", pickLastFolder: "昨年の案件フォルダを選ぶ", dropNowLast: "ここで放すと昨年の文書として比べます",
  forgetLast: "昨年との比較をやめる", forgetHint: "案件フォルダの中の hazama-last に写した昨年の文書を消します。元のファイルは変えません。", lastNamed: "昨年は、起動したときの --last で指定されています。",
  lastRefused: "昨年の文書「{}」と比べられません。今年の結果は、昨年と比べずに示しています。", lastUnused: "昨年の文書と比べられませんでした。",
  droppedDuties: "契約から落ちた義務", droppedCount: "契約から落ちた義務が {} 件あります。", droppedWhy: "昨年の契約などにあった事業者の義務が、今年の文書にありません。", comma: "、",
  comparedWith: "比べた昨年:", keptLess: "(結果のファイルと比べているため、根拠にならなかった記載の変更は分かりません)",
  worse: "悪化", better: "改善", otherwise: "そのほかの変化", changedPlaces: "変わったところ", ofThemBearing: "うち役割に影響", turned: "「はい」から「いいえ」", stillOpen: "昨年から残る課題", overdue: "期限の過ぎたもの",
  movedDuties: "状態や担い手の変わった義務", nothingMoved: "状態や担い手の変わった義務はありません。", lastYear: "昨年", thisYear: "今年", turn: "変化", whyMoved: "なぜ", changedWords: "変わった言葉", see: "変わった言葉を見る",
  goneWords: "削除", newWords: "追加", inLastYear: "(昨年)", notThere: "(なし)", stays: "{} のまま", bearing: "役割に影響するものだけ", everyChange: "すべての変更", noChanges: "変わったところはありません。",
};

const EN = {
  skip: "Go to the content", lang: "日本語", reread: "Read again", book: "Workbook (Excel)", html: "Report page (HTML)", json: "JSON",
  downloads: "Download", tabs: "Views",
  overview: "Overview", papers: "Papers", matrix: "Matrix", gaps: "To act on", changes: "Since last year", corrections: "Corrections",
  noName: "Case", asOf: "As of", guideline: "Guideline {}", claims: "{} pieces of evidence", papersRead: "{} papers",
  waiting: "Waiting to read", reading: "Reading {} / {}: {}", judging: "Comparing", stopped: "Reading stopped. Mend this to go on.",
  lost: "The connection to hazama is lost. Start hazama serve again in the terminal and open the new address.",
  counts: "Duties by state", dropHere: "Drop papers here", dropHint: "A whole folder, or files. They are copied into the case folder; the originals stay as they are.",
  pickFiles: "Choose files", pickFolder: "Choose a folder", dropNow: "Release to add to the case folder",
  sending: "Taking {} / {}: {}", sent: "{} added ({} were there already with the same content).",
  clash: "A file of this name with other content is there. Choose what to do.", beside: "Add under another name", replace: "Replace it", leave: "Do not add",
  tooLarge: "{} is larger than 200 MB and cannot be taken.", notSent: "Not taken",
  unread: "Not read, or to be looked at", nothingUnread: "Every paper was read.",
  start: "Add papers, check their kinds under Papers, then go through To act on from the top.",
  kind: "Kind", why: "Why", side: "Whose paper", systems: "Systems", vendor: "Vendor", edition: "Edition", read: "Read",
  readOf: "rows {}, articles {}, evidence {}", told: "said in hazama.toml", auto: "automatic ({})", all: "all", none: "not said", fix: "Correct", save: "Save", cancel: "Cancel",
  hospital: "hospital", both: "both", vendorSide: "vendor",
  madeManifest: "Saving makes a hazama.toml in the case folder that says what was recognised.",
  newSystem: "Add a system", newVendor: "Add a vendor", name: "Name", addIt: "Add",
  saved: "Saved.", duty: "Duty", system: "System", area: "Area", state: "State", priority: "Priority", standing: "Entries",
  matrixHint: "Move with the arrow keys, open with Enter.", onlyGaps: "Only duties to act on",
  filter: "Filter", search: "Name of the duty", everySystem: "every system", everyState: "every state", everyPriority: "every priority",
  shownOf: "{1} of {0}", more: "Show more", noGaps: "Nothing to act on.",
  back: "To the list", previous: "Previous", next: "Next", gone: "The present result has no such duty and system.",
  meaning: "What the state means", reason: "Why", basis: "Asked for by", plain: "The duty",
  ours: "The hospital's papers say", theirs: "Contracts and the vendor's papers say", silent: "Nothing", searched: "Searched: {}", noPaper: "There is no such paper",
  line: "line {}", around: "What stands around it", howRead: "How it was read", sure: { high: "sure", medium: "fairly sure", low: "unsure: a person must look" },
  byHand: "Rests on a person's correction", without: "Without it: {}.", withoutSame: "Without it the state is the same.",
  correct: "Confirm or correct", confirm: "It is read rightly", drop: "This sentence is not about this duty", holderIs: "Somebody else holds it:", reasonOf: "Reason (required)",
  reasonHint: "What in the paper shows it. It appears in the reports.", by: "Your name", who: "By", applyIt: "Save the correction", undo: "Take the correction back",
  correction: "Corrected by a person", droppedHead: "Taken away from this duty (corrected by a person)", effectNote: "A correction may change the state. Then the state without it is shown too.",
  todo: "To do", texts: "Words to propose", copy: "Copy", copied: "Copied.", findings: "Further findings",
  decide: "Decide", decideHint: "Kept in hazama.decisions.json in the case folder, and shown in the workbook.", confirmed: "I have looked at what changed in the papers",
  dirty: "There are new results. Save your entries, or show the new results.", showNew: "Show new results (drops your entries)",
  planChoices: JA.planChoices, judgementChoices: JA.judgementChoices, dayHint: "such as 2027-03-31", yours: "Columns added in the workbook",
  correctionsNone: "There are no corrections. Open a duty and use «Confirm or correct» beside a sentence.",
  lapsed: "lapsed", applied: "applied", change: "Correction", effect: "Effect", unchanged: "unchanged", sentence: "Sentence", paper: "Paper", day: "Day", holder: "Holder",
  noLast: "There is no last year yet. Add last year's case folder, or the report.json or gaps.xlsx that hazama wrote then, to see what changed and what it means.",
  dropLast: "Drop last year here", lastHint: "It is copied to hazama-last in the case folder, in the place of what was there, and is none of this year's papers. The originals stay as they are.",
  pickLastFile: "Choose last year's report.json or gaps.xlsx", pickLastFolder: "Choose last year's case folder", dropNowLast: "Release to compare with it as last year",
  forgetLast: "End the comparison", forgetHint: "The copy of last year in hazama-last in the case folder is deleted. The originals stay as they are.", lastNamed: "Last year was named with --last when the page was started.",
  lastRefused: "{} cannot be used as last year. This year's results are shown without it.", lastUnused: "Last year could not be used.",
  droppedDuties: "Duties dropped from contracts", droppedCount: "Duties dropped from contracts: {}.", droppedWhy: "The vendor was bound to them by last year's papers; this year's papers do not say so.", comma: ", ",
  comparedWith: "Compared with", keptLess: "(a file of results: words on which nothing rested are not compared)",
  worse: "worse", better: "better", otherwise: "otherwise changed", changedPlaces: "changes", ofThemBearing: "of them bear on duties", turned: "from yes to no", stillOpen: "open since last year", overdue: "Overdue",
  movedDuties: "Duties whose state or holder moved", nothingMoved: "No duty has moved.", lastYear: "Last year", thisYear: "This year", turn: "Change", whyMoved: "Why", changedWords: "Changed words", see: "See the words",
  goneWords: "gone", newWords: "new", inLastYear: "(last year)", notThere: "(none)", stays: "still {}", bearing: "only what bears on duties", everyChange: "every change", noChanges: "Nothing has changed.",
  headings: { "対応方針": "Plan", "担当": "Owner", "期限": "Due", "完了日": "Done", "メモ": "Note", "判断": "Judgement" },
  parties: { hospital: "hospital", vendor: "vendor", subcontractor: "subcontractor", third: "third party", both: "both", either: "either", unstated: "nobody named" },
  standings: { stands: "carried over", accepted: "risk accepted", moved: "look again", lapsed: "acceptance is over", incomplete: "acceptance incomplete" },
};

JA.standings = { stands: "記入あり", accepted: "受容中", moved: "要再確認", lapsed: "受容の期限切れ", incomplete: "受容の記入不足" };

let lang = document.documentElement.lang === "en" ? "en" : "ja";
const asked = new URLSearchParams(location.search).get("lang");
if (asked === "ja" || asked === "en") lang = asked;

export const language = () => lang;

// The other language from now on; the address keeps it, so that a reload does too.
export function turn() {
  lang = lang === "ja" ? "en" : "ja";
  document.documentElement.lang = lang;
  history.replaceState(null, "", `?lang=${lang}${location.hash}`);
}

// Words by their key, with figures and names put in for {}, {0} and {1}.
export function t(key, ...values) {
  const words = (lang === "en" ? EN : JA)[key];
  if (typeof words !== "string") return words;
  let at = 0;
  return words.replace(/\{(\d?)\}/g, (_, number) => String(values[number === "" ? at++ : Number(number)] ?? ""));
}

// The one of two wordings that is in the language.
export const pick = (both) => (lang === "en" ? both.en || both.ja : both.ja || both.en) ?? "";

const tidy = (id) => id.replaceAll("-", " ");

// The name of a kind of paper.
export function kindName(kinds, id) {
  return lang === "en" ? tidy(id) : (kinds.find((kind) => kind.id === id)?.ja ?? id);
}

export function partyName(parties, id) {
  return lang === "en" ? (EN.parties[id] ?? id) : (parties.find((party) => party.id === id)?.ja ?? id);
}

export const sideName = (id) => ({ hospital: t("hospital"), vendor: t("vendorSide"), both: t("both") })[id] ?? id;

export const headingName = (heading) => (lang === "en" ? (EN.headings[heading] ?? heading) : heading);

export const standingName = (id) => t("standings")[id] ?? id;

document.documentElement.lang = lang;
