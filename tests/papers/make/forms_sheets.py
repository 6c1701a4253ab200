"""Makes form-*.xlsx. Needs openpyxl. The words of the rows are invented in the manner of the forms; none are official.

python3 tests/papers/make/forms_sheets.py
"""

import datetime

from openpyxl.styles import Font

from forms_paper import Book

MDS = "製造業者による医療情報セキュリティ開示書"
SDS = "サービス事業者による医療情報セキュリティ開示書"
ROLES = "医療情報システムの契約における当事者間の役割分担等に関する確認表"
CHECK = "におけるサイバーセキュリティ対策チェックリスト"
OLD = ["(6.5.C6)", "(6.5.C7)", "(7.3.C1)"]
NEW = ["(システム運用編 17章)", "(システム運用編 14章)", "(システム運用編 11章)"]
QUESTIONS = [
    ("1.1", "利用者の操作の記録を残せるか。"),
    ("1.2", "利用者ごとに見られる範囲を分けられるか。"),
    ("2.1", "診療記録の控えを取る機能があるか。"),
]


def disclosure(name, kind, edition, guideline, references, title=None, number=None):
    """An edition in its plainest dress: three answer columns and remarks at the foot."""
    book = Book(name, kind)
    book.open("MDS" if kind == "mds" else "SDS")
    book.line(title or (MDS if kind == "mds" else SDS), merge=[(1, 6)])
    if guideline:
        book.line(f"(医療情報システムの安全管理に関するガイドライン第{guideline}版対応)", merge=[(1, 6)])
    if edition:
        book.line(f"{kind.upper()} Ver.{edition}")
    if number:
        book.line(f"JAHIS標準 {number}")
    day = {"3.0a": "2018年2月1日", "4.0": "2021年3月1日", "4.1": "2023年2月1日"}.get(edition or "", "2026年6月1日")
    book.line("作成日", day)
    book.line("製造業者名" if kind == "mds" else "サービス事業者名", "架空システム株式会社")
    book.line("製品名称" if kind == "mds" else "サービス名称", "みほん製品")
    book.line("バージョン", "2.4")
    book.blank()
    book.head("番号", "質問", "はい", "いいえ", "対象外", "備考番号")
    for at, ((number, words), reference) in enumerate(zip(QUESTIONS, references)):
        cells = [number, words + reference, None, None, None, None]
        cells[2 + at % 3] = "○"
        if at == 2:
            cells[5] = 1
        book.ask(cells, number, ["yes", "no", "na"][at % 3], 3 + at % 3, remark="診療記録を持たない" if at == 2 else None)
    book.blank()
    book.line("備考記載欄", merge=[(1, 6)])
    book.line("備考1", "診療記録を持たないため、対象がありません。")
    return book


def editions():
    disclosure("form-mds-3.0a", "mds", "3.0a", "5", OLD).save()
    disclosure("form-mds-4.0", "mds", "4.0", "5.1", OLD, title="製造業者/サービス事業者による医療情報セキュリティ開示書").save()
    disclosure("form-sds-4.0", "sds", "4.0", None, OLD).save()
    disclosure("form-mds-4.1", "mds", "4.1", "5.2", OLD).save()
    disclosure("form-sds-4.1", "sds", "4.1", "5.2", OLD).save()
    disclosure("form-sds-5.0", "sds", "5.0", "6.0", NEW).save()
    disclosure("form-mds-by-number", "mds", None, "6.0", NEW, number="24-005").save()
    late = disclosure("form-mds-newer", "mds", "6.0", "7.0", NEW)
    late.lists["notices"] = ["版の表示「6.0」は登録されていない版"]
    late.save()
    torn = disclosure("form-mds-signs-disagree", "mds", "4.1", "5.2", NEW)
    torn.lists["notices"] = ["版の表示「4.1」からは4.1、質問の参照の書き方「(システム運用編 17章)」からは5.0"]
    torn.save()
    mute = disclosure("form-sds-no-edition", "sds", None, None, OLD)
    mute.lists["notices"] = ["様式の版を示す記載が見当たりません。"]
    mute.save()


def checklist(name, side, year, institution="医療機関", enclosed=True):
    book = Book(name, f"checklist-{side}")
    who = "医療機関確認用" if side == "hospital" else "事業者確認用"
    book.open(who, (8, 44, 16, 10, 16))
    book.line(f"令和{year}年度　{institution}{CHECK}", merge=[(1, 5)])
    book.line(who)
    book.line("医療機関名" if side == "hospital" else "事業者名", "みほん病院" if side == "hospital" else "架空システム株式会社")
    book.head(None, "チェック項目", "確認結果(日付)", None, None, merge=[(3, 5)])
    book.head(None, None, "1回目", "目標日", "2回目")
    book.line("２　管理・運用", merge=[(1, 5)])
    marks = ["①", "②", "③"] if enclosed else ["2-(1)", "2-(2)", "2-(3)"]
    rows = [
        ("機器と接続先の一覧を作っている。", "○はい・いいえ\n(6/10)", "(  /  )", "yes", ""),
        ("遠隔保守に使う機器を業者に尋ねた。", "はい・○いいえ\n(6/10)", "(9/30)", "no", f"{2018 + year}-09-30"),
        ("使わない利用者の登録を消している。", "はい・いいえ\n(  /  )", "(  /  )", "blank", ""),
    ]
    for mark, (words, answer, done, seen, day) in zip(marks, rows):
        book.ask([mark, words, answer, done, "はい・いいえ"], mark, seen, 3, done=day if year == 8 else None)
    return book


def checklists():
    checklist("form-checklist-hospital-r5", "hospital", 5, enclosed=False).save()
    checklist("form-checklist-hospital-r6", "hospital", 6, enclosed=False).save()
    checklist("form-checklist-hospital-r7", "hospital", 7).save()
    checklist("form-checklist-hospital-r8", "hospital", 8, "医療機関・薬局").save()
    checklist("form-checklist-vendor-r5", "vendor", 5, enclosed=False).save()
    checklist("form-checklist-vendor-r6", "vendor", 6, enclosed=False).save()
    checklist("form-checklist-vendor-r7", "vendor", 7).save()
    checklist("form-checklist-vendor-r8", "vendor", 8, "医療機関・薬局").save()
    late = checklist("form-checklist-hospital-newer", "hospital", 9, "医療機関・薬局")
    late.lists["notices"] = ["版の表示「R9」は登録されていない版"]
    late.save()

    book = Book("form-bcp", "checklist-hospital")
    book.open("BCP", (8, 20, 44, 10, 20))
    book.line("サイバー攻撃を想定したBCP策定の確認表", merge=[(1, 5)])
    book.line("医療機関名", "みほん病院")
    book.head("番号", "区分", "確認項目", "確認", "備考")
    book.line("1　平時", merge=[(1, 5)])
    book.ask(["1-1", "把握", "機器と接続の図を備えている。", "はい", None], "1-1", "yes", 4)
    book.ask(["1-2", "体制", "連絡先の一覧を作っている。", "いいえ", "作成中"], "1-2", "no", 4, remark="作成中")
    book.line("3　初動対応", merge=[(1, 5)])
    book.ask(["3-1", "調査", "原因の調査を業者に頼める。", None, None], "3-1", "blank", 4)
    book.save()


def roles(name):
    book = Book(name, "role-table")
    book.open("確認表", (8, 18, 44, 16, 12, 14, 14))
    book.line(ROLES, merge=[(1, 5)])
    book.line("医療機関名", "みほん病院", None, "事業者名", "架空システム株式会社")
    book.line("初回確認日", "令和8年6月17日")
    return book


def role_tables():
    book = roles("form-roles-plain")
    head = ["項番", "項目", "内容", "初回確認", "完了日"]
    book.line("Part1　主に医療機関が実施する項目", merge=[(1, 5)]).head(*head)
    book.line("A　体制", merge=[(1, 5)])
    book.ask(["1", "台帳", "取引のある業者の台帳を備えているか。", "○はい・いいえ", "(  /  )"], "1", "yes", 4, done="")
    book.ask(["2", "責任者", "安全管理の責任者を決めているか。", "はい・○いいえ", "(7/30)"], "2", "no", 4, done="2026-07-30")
    book.line("Part2　医療機関と事業者が共同で実施する項目", merge=[(1, 5)]).head(*head)
    book.line("A　共通", merge=[(1, 5)])
    book.ask(["8", "個人情報の管理", "個人情報の扱いを取り決めているか。", "はい・いいえ", "(  /  )"], "8", "blank", 4)
    book.ask(["9", "控え", "診療記録の控えを取る者を決めているか。", "○はい・○いいえ", None], "9", "double", 4)
    book.lists["notices"] = ["項番9の回答が二つ記入されています"]
    book.save()

    # A later revision, known to nobody yet.
    book = Book("form-roles-newer", "role-table")
    book.open("確認表", (8, 18, 44, 16, 12))
    book.line("医療情報システムの契約における役割分担等に関する確認表(令和9年3月改定)", merge=[(1, 5)])
    book.head("項番", "項目", "内容", "実施する者", "初回確認", "完了日")
    book.ask(["A-1", "台帳", "取引のある業者の台帳を備えているか。", "医療機関", "はい", None], "A-1", "yes", 5)
    book.ask(["A-2", "復旧", "復旧の手順を試す者を決めているか。", "事業者", "いいえ", datetime.date(2027, 4, 1)], "A-2", "no", 5, done="2027-04-01")
    book.lists["notices"] = ["版の表示「2027-03」は登録されていない版"]
    book.save()

    # Two rows of headings: merged downwards beside はい・いいえ under 初回確認.
    book = roles("form-roles-two-headings")
    book.head("項番", "項目", "内容", "初回確認", None, "完了日", merge=[(4, 5)])
    for column in (1, 2, 3, 6):
        book.down(column, 2)
    book.head(None, None, None, "はい", "いいえ", None)
    book.ask(["1", "台帳", "取引のある業者の台帳を備えているか。", "レ", None, None], "1", "yes", 4)
    book.ask(["2", "復旧", "復旧の手順を試す者を決めているか。", None, "レ", "R8.8.5"], "2", "no", 5, done="2026-08-05")
    book.save()

    # Letters of headings and answers set apart, and set one below the other.
    book = roles("form-roles-spaced")
    book.head("項　番", "項\n\n目", "内　　　容", "初 回\n確 認", "完　了　日")
    book.ask(["１", "台　帳", "取引のある業者の台帳を備えているか。", "は　い", None], "1", "yes", 4)
    book.ask(["２", "復　旧", "復旧の手順を試す者を決めているか。", "い い え", "８／５"], "2", "no", 4, done="2026-08-05")
    book.ask(["３", "記　録", "操作の記録を点検する者を決めているか。", "は　い　・　い　い　え", None], "3", "blank", 4)
    book.save()

    # Columns that a hospital has added, in front and between.
    book = roles("form-roles-extra-columns")
    book.head("通し番号", "所管課", "項番", "項目", "内容", "優先度", "初回確認", "確認者印", "完了日", "担当", "備考")
    book.ask([101, "情報課", "A-1", "台帳", "取引のある業者の台帳を備えているか。", "高", "はい", "山本", None, "医療機関", "年1回見直す"], "A-1", "yes", 7, remark="年1回見直す")
    book.ask([102, "総務課", "A-2", "復旧", "復旧の手順を試す者を決めているか。", "中", "いいえ", None, "9/30", "双方", None], "A-2", "no", 7, done="2026-09-30")
    book.ask([103, "総務課", "A-3", "記録", "操作の記録を点検する者を決めているか。", "低", "はい", "山本", None, "事業者", None], "A-3", "yes", 7)
    book.save()

    # Columns left out: no 項目, no 完了日.
    book = roles("form-roles-fewer-columns")
    book.head("項番", "内容", "初回確認")
    book.ask(["1", "取引のある業者の台帳を備えているか。", "はい"], "1", "yes", 3)
    book.ask(["2", "復旧の手順を試す者を決めているか。", "いいえ"], "2", "no", 3)
    book.save()

    # Columns in another order.
    book = roles("form-roles-other-order")
    book.head("完了日", "初回確認", "項番", "内容", "項目")
    book.ask([None, "はい", "1", "取引のある業者の台帳を備えているか。", "台帳"], "1", "yes", 2)
    book.ask(["10/1", "いいえ", "2", "復旧の手順を試す者を決めているか。", "復旧"], "2", "no", 2, done="2026-10-01")
    book.save()

    # One sheet a system, each with the whole form.
    book = Book("form-roles-sheet-per-system", "role-table")
    for system, answers in [("電子カルテ", ["はい", "いいえ"]), ("医事会計", ["いいえ", "はい"])]:
        book.open(system, (8, 18, 44, 16, 12))
        book.line(ROLES, merge=[(1, 5)])
        book.line("システム名", system)
        book.line("初回確認日", datetime.date(2026, 6, 17))
        book.head(*head)
        for number, title, words, answer in [
            ("1", "台帳", "取引のある業者の台帳を備えているか。", answers[0]),
            ("2", "復旧", "復旧の手順を試す者を決めているか。", answers[1]),
        ]:
            done = "8/1" if answer == "いいえ" else None
            book.ask([number, title, words, answer, done], number, {"はい": "yes", "いいえ": "no"}[answer], 4)
    book.save()

    # Goes on in a second sheet under the same headings, and in a third without any.
    book = roles("form-roles-continued")
    book.head(*head)
    book.ask(["1", "台帳", "取引のある業者の台帳を備えているか。", "はい", None], "1", "yes", 4)
    book.open("確認表(2)", (8, 18, 44, 16, 12)).head(*head)
    book.ask(["2", "復旧", "復旧の手順を試す者を決めているか。", "いいえ", "8/1"], "2", "no", 4, done="2026-08-01")
    book.open("確認表(3)", (8, 18, 44, 16, 12))
    book.ask(["3", "記録", "操作の記録を点検する者を決めているか。", "はい", None], "3", "yes", 4)
    book.ask(["4", "廃棄", "機器を捨てるときに記録を消す者を決めているか。", "いいえ", "8/2"], "4", "no", 4, done="2026-08-02")
    book.save()

    # Rows that a vendor has added, with numbers of its own.
    book = roles("form-roles-rows-added")
    book.head(*head)
    book.ask(["1", "台帳", "取引のある業者の台帳を備えているか。", "はい", None], "1", "yes", 4)
    book.ask(["1の2", "窓口", "夜間の窓口を決めているか。", "はい", None], "1の2", "yes", 4)
    book.ask(["2", "復旧", "復旧の手順を試す者を決めているか。", "いいえ", "8/1"], "2", "no", 4)
    book.line("追加項目", merge=[(1, 5)])
    book.ask(["追加1", "監視", "通信を見張る者を決めているか。", "はい", None], "追加1", "yes", 4)
    book.ask(["独自-1", "点検", "年に一度の点検の日を決めているか。", "いいえ", "9/1"], "独自-1", "no", 4)
    book.save()

    # Rows in another order than their numbers.
    book = roles("form-roles-rows-moved")
    book.head(*head)
    book.ask(["2", "復旧", "復旧の手順を試す者を決めているか。", "いいえ", "8/1"], "2", "no", 4)
    book.ask(["10", "記録", "操作の記録を点検する者を決めているか。", "はい", None], "10", "yes", 4)
    book.ask(["1", "台帳", "取引のある業者の台帳を備えているか。", "はい", None], "1", "yes", 4)
    book.save()


def odd_disclosures():
    # Three rows of headings, the answers split and the word 回答 only over the first.
    book = Book("form-mds-three-headings", "mds")
    book.open("MDS")
    book.line(MDS + "　MDS Ver.5.0", merge=[(1, 6)])
    book.line("製品名称", "みほん製品")
    book.head("番号", "質問", "回答欄", None, None, "備考番号")
    book.head(None, None, "(該当する欄に○)", None, None, None)
    book.head(None, None, "は い", "い い え", "対 象 外", None)
    book.ask(["1.1", "利用者の操作の記録を残せるか。", "○", None, None, None], "1.1", "yes", 3)
    book.ask(["1.2", "利用者ごとに見られる範囲を分けられるか。", None, "○", None, None], "1.2", "no", 4)
    book.ask(["2.1", "診療記録の控えを取る機能があるか。", None, None, "○", "備考1"], "2.1", "na", 5, remark="持たない")
    book.line("備考記載欄")
    book.line("備考1", "診療記録を持たない製品です。")
    book.save()

    # One answer column with words and marks; remarks in words beside it.
    book = Book("form-sds-answer-column", "sds")
    book.open("SDS")
    book.line(SDS + "　SDS Ver.5.0", merge=[(1, 4)])
    book.line("サービス名称", "みほんサービス")
    book.head("No.", "質問事項", "回答\n(はい/いいえ/対象外)", "補足説明")
    for number, answer, seen, remark in [
        ("1", "はい", "yes", None),
        ("2", "対象外", "na", "無線を使わない"),
        ("3", "■はい　□いいえ　□対象外", "yes", None),
        ("4", "はい・いいえ・対象外", "blank", None),
        ("5", "○", "yes", None),
        ("6", "×", "no", None),
        ("7", "N/A", "na", None),
        ("8", "有", "yes", "有償オプション"),
    ]:
        book.ask([number, f"備えの{number}番目の事柄を確かめているか。", answer, remark], number, seen, 3, remark=remark)
    book.save()

    # A sheet of notes in front, with a table that looks like a form.
    book = Book("form-mds-note-in-front", "mds")
    book.open("記入要領", (14, 60))
    book.line("この様式の書き方")
    book.line("回答", "意味")
    book.line("はい", "機能があるとき")
    book.line("いいえ", "機能がないとき")
    book.line("対象外", "問いの対象がないとき")
    book.open("MDS")
    book.line(MDS + "　MDS Ver.5.0", merge=[(1, 6)])
    book.line("製品名称", "みほん製品")
    book.head("番号", "質問", "はい", "いいえ", "対象外", "備考")
    book.ask(["1.1", "利用者の操作の記録を残せるか。", "○", None, None, None], "1.1", "yes", 3)
    book.ask(["1.2", "利用者ごとに見られる範囲を分けられるか。", None, None, "○", "端末を持たない"], "1.2", "na", 5, remark="端末を持たない")
    book.lists["lacks"] = ["機能がないとき"]
    book.save()

    # Two tables one below the other, the second with columns of its own.
    book = Book("form-mds-two-tables", "mds")
    book.open("MDS")
    book.line(MDS + "　MDS Ver.5.0", merge=[(1, 6)])
    book.line("製品名称", "みほん製品")
    book.line("1　技術的な備え")
    book.head("番号", "質問", "はい", "いいえ", "対象外", "備考")
    book.ask(["1.1", "利用者の操作の記録を残せるか。", "○", None, None, None], "1.1", "yes", 3)
    book.blank(2)
    book.line("2　保守の備え")
    book.head("番号", "回答", "質問", None, None, "備考")
    book.ask(["2.1", "いいえ", "遠隔保守の前に承認を得るか。", None, None, "電話で受ける"], "2.1", "no", 2, remark="電話で受ける")
    book.ask(["2.2", "はい", "遠隔保守の記録を残すか。", None, None, None], "2.2", "yes", 2)
    book.save()

    # Two tables side by side.
    book = Book("form-mds-side-by-side", "mds")
    book.open("MDS", (8, 40, 10, 4, 8, 40, 10))
    book.line(MDS + "　MDS Ver.5.0", merge=[(1, 7)])
    book.line("製品名称", "みほん製品")
    book.head("番号", "質問", "回答", None, "番号", "質問", "回答")
    left = [("1.1", "利用者の操作の記録を残せるか。", "はい", "yes"), ("1.2", "利用者ごとに見られる範囲を分けられるか。", "いいえ", "no")]
    right = [("2.1", "診療記録の控えを取る機能があるか。", "対象外", "na"), ("2.2", "控えから戻す手順があるか。", "はい", "yes")]
    for (number, words, answer, seen), (other, more, reply, told) in zip(left, right):
        book.ask([number, words, answer, None, other, more, reply], number, seen, 3)
        book.see(other, told, f"MDS!G{book.at}")
    book.save()

    # Headings again on each printed page, and a footnote.
    book = Book("form-mds-headings-again", "mds")
    book.open("MDS")
    book.line(MDS + "　MDS Ver.5.0", merge=[(1, 6)])
    book.line("製品名称", "みほん製品")
    for page in range(3):
        book.head("番号", "質問", "はい", "いいえ", "対象外", "備考")
        for at in range(2):
            number = f"{page + 1}.{at + 1}"
            book.ask([number, f"備えの{page * 2 + at + 1}番目の事柄を確かめているか。", "☑" if at else None, None if at else "☑", None, None], number, "yes" if at else "no", 3 if at else 4)
        book.line(f"- {page + 1} -")
    book.line("※ 回答は作成日の時点のものです。")
    book.save()

    # The form's number column has no heading, and a choice of one is struck out.
    book = Book("form-checklist-unnumbered-heading", "checklist-hospital")
    book.open("医療機関確認用", (6, 44, 16, 12))
    book.line("令和7年度　医療機関" + CHECK + "　医療機関確認用", merge=[(1, 4)])
    book.head(None, "チェック項目", "確認結果", "目標日")
    book.line("1 体制構築", merge=[(1, 4)])
    book.ask(["①", "安全管理の責任者を決めている。", "はい", None], "①", "yes", 3)
    book.line("2 管理と運用", merge=[(1, 4)])
    book.ask(["②", "機器と接続先の一覧を作っている。", "いいえ", datetime.date(2025, 9, 30)], "②", "no", 3, done="2025-09-30")
    book.ask(["③", "使わない利用者の登録を消している。", "■はい □いいえ", None], "③", "yes", 3)
    book.save()


def hard_disclosures():
    # Every cell prints its word; one word is circled.
    book = Book("form-mds-printed-choices", "mds")
    book.open("MDS")
    book.line(MDS + "　MDS Ver.5.0", merge=[(1, 6)])
    book.line("製品名称", "みほん製品")
    book.head("番号", "質問", "はい", "いいえ", "対象外", "備考")
    book.ask(["1.1", "利用者の操作の記録を残せるか。", "○はい", "いいえ", "対象外", None], "1.1", "yes", 3)
    book.ask(["1.2", "利用者ごとに見られる範囲を分けられるか。", "はい", "いいえ", "(対象外)", "端末を持たない"], "1.2", "na", 5)
    book.ask(["1.3", "診療記録の控えを取る機能があるか。", "はい", "いいえ", "対象外", None], "1.3", "blank", 3)
    book.save()

    # A fourth choice between the known ones, which no answer of the three can stand for.
    book = Book("form-mds-fourth-choice", "mds")
    book.open("MDS")
    book.line(MDS + "　MDS Ver.5.0", merge=[(1, 7)])
    book.line("製品名称", "みほん製品")
    book.head("番号", "質問", "はい", "一部", "いいえ", "対象外", "備考")
    book.ask(["1.1", "利用者の操作の記録を残せるか。", "○", None, None, None, None], "1.1", "yes", 3)
    book.ask(["1.2", "利用者ごとに見られる範囲を分けられるか。", None, "○", None, None, None], "1.2", "unreadable", 4)
    book.lists["notices"] = ["項番1.2の回答の印を読み取れません"]
    book.save()

    # Words of a hospital group's own: 設問番号, 確認内容, 貴社回答; the table stands away from the corner.
    book = Book("form-sds-own-words", "sds")
    book.open("SDS", (2, 2, 10, 44, 12, 30))
    book.blank(2)
    book.line(None, None, SDS + "　SDS Ver.5.0")
    book.line(None, None, "サービス名称", "みほんサービス")
    book.blank()
    book.head(None, None, "設問番号", "確認内容", "貴社回答", "補足")
    book.ask([None, None, "1", "利用者の操作の記録を残せるか。", "はい", None], "1", "yes", 5)
    book.ask([None, None, "2", "利用者ごとに見られる範囲を分けられるか。", "いいえ", "次の版で備える"], "2", "no", 5, remark="次の版で備える")
    book.line(None, None, None, "「はい」の数", 1)
    book.save()

    # 1.9, 1.10 and 1.11 as numbers of a spreadsheet; choices for a drop-down list far to the right.
    book = Book("form-mds-numbers", "mds")
    book.open("MDS")
    book.line(MDS + "　MDS Ver.5.0", merge=[(1, 6)])
    book.line("製品名称", "みほん製品")
    book.head("番号", "質問", "回答", "備考")
    for at in range(1, 12):
        answer = "はい" if at % 2 else "いいえ"
        value = float(f"1.{at}")
        book.ask([value, f"備えの{at}番目の事柄を確かめているか。", answer, None], f"1.{at}", "yes" if at % 2 else "no", 3)
    for at, word in enumerate(["はい", "いいえ", "対象外"]):
        book.sheet.cell(3 + at, 26, word)
    book.save()

    # The official workbook holds both forms; the one for services was left blank.
    book = disclosure("form-mds-with-blank-sds", "mds", "5.0", "6.0", NEW)
    book.open("SDS")
    book.line(SDS, merge=[(1, 6)])
    book.line("サービス名称")
    book.head("番号", "質問", "はい", "いいえ", "対象外", "備考番号")
    book.line("1.1", "利用者の操作の記録を残しているか。(システム運用編 17章)", None, None, None, None)
    book.lists["lacks"] = ["利用者の操作の記録を残しているか。"]
    book.save()


def hard_roles():
    # One number for several items, each with its own answer.
    book = roles("form-roles-items")
    book.head("項番", "項目", "内容", "初回確認", "完了日")
    book.line("1", "外部保存", "(a) 置く場所を取り決めているか。", "はい", None, box=True)
    book.down(1, 2).down(2, 2)
    book.see("1(a)", "yes", f"確認表!D{book.at}")
    book.line(None, None, "(b) 返し方を取り決めているか。", "いいえ", "8/1", box=True)
    book.see("1(b)", "no", f"確認表!D{book.at}", "2026-08-01")
    book.ask(["2", "復旧", "復旧の手順を試す者を決めているか。", "はい", None], "2", "yes", 4)
    book.line("確認者", "山本", None, "確認日", "2026年6月17日")
    book.save()

    # Parts on sheets of their own.
    book = roles("form-roles-sheet-per-part")
    book.sheet.title = "Part1"
    book.head("項番", "項目", "内容", "初回確認", "完了日")
    book.ask(["1", "台帳", "取引のある業者の台帳を備えているか。", "はい", None], "1", "yes", 4)
    book.open("Part2", (8, 18, 44, 16, 12))
    book.line("Part2　医療機関と事業者が共同で実施する項目", merge=[(1, 5)])
    book.head("項番", "項目", "内容", "初回確認", "完了日")
    book.ask(["8", "復旧", "復旧の手順を試す者を決めているか。", "いいえ", "8/1"], "8", "no", 4, done="2026-08-01")
    book.save()


def hard_checklists():
    # Both rounds with columns of their own under two rows of headings.
    book = Book("form-checklist-two-rounds", "checklist-hospital")
    book.open("医療機関確認用", (6, 44, 6, 6, 10, 10, 6, 6, 10))
    book.line("令和6年度　医療機関" + CHECK + "　医療機関確認用", merge=[(1, 9)])
    book.head("番号", "チェック項目", "1回目", None, None, "目標日", "2回目", None, None, merge=[(3, 5), (7, 9)])
    for column in (1, 2, 6):
        book.down(column, 2)
    book.head(None, None, "はい", "いいえ", "日付", None, "はい", "いいえ", "日付")
    book.ask(["2-(1)", "機器と接続先の一覧を作っている。", "○", None, "6/10", None, None, None, None], "2-(1)", "yes", 3)
    book.ask(["2-(2)", "遠隔保守に使う機器を業者に尋ねた。", None, "○", "6/10", "9/30", "○", None, "9/20"], "2-(2)", "no", 4)
    book.save()

    # Both sheets in one workbook; the vendor's was left blank.
    book = checklist("form-checklist-both-sheets", "hospital", 7)
    book.open("事業者確認用", (8, 44, 16, 10, 16))
    book.line(f"令和7年度　医療機関{CHECK}", merge=[(1, 5)])
    book.line("事業者確認用")
    book.line("事業者名")
    book.head(None, "チェック項目", "1回目", "目標日", "2回目")
    book.line("②", "遠隔保守に使う機器を病院に知らせた。", "はい・いいえ\n(  /  )", "(  /  )", "はい・いいえ")
    book.lists["lacks"] = ["病院に知らせた"]
    book.save()


editions()
checklists()
role_tables()
odd_disclosures()
hard_disclosures()
hard_roles()
hard_checklists()
