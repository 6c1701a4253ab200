"""Makes form-*.docx: forms typed again in a word processor. Needs python-docx. The words of the rows are invented.

python3 tests/papers/make/forms_tables.py
"""

from docx import Document
from docx.shared import Pt

from forms_paper import DAY, FOLDER, Seen, pin


class Paper(Seen):
    """A document with tables."""

    def __init__(self, name, kind):
        super().__init__(name + ".docx", "docx", kind)
        self.paper = Document()
        self.paper.styles["Normal"].font.size = Pt(10)
        self.table = None

    def say(self, *lines):
        for line in lines:
            self.paper.add_paragraph(line)
        return self

    def open(self, *heads):
        self.table = self.paper.add_table(rows=0, cols=len(heads))
        self.table.style = "Table Grid"
        return self.line(*heads)

    def line(self, *cells, span=False):
        row = self.table.add_row().cells
        if span:
            row[0].merge(row[-1])
        for cell, value in zip(row, cells):
            if value is not None:
                cell.text = value
        return self

    def ask(self, cells, number, answer, done=None, remark=None):
        self.line(*cells)
        self.see(number, answer, None, done, remark)
        return self

    def save(self):
        properties = self.paper.core_properties
        properties.created = properties.modified = DAY
        properties.author = "みほん"
        path = FOLDER / self.name
        self.paper.save(path)
        pin(path)
        self.write()


def main():
    paper = Paper("form-roles-typed", "role-table")
    paper.say("医療情報システムの契約における当事者間の役割分担等に関する確認表", "医療機関名：みほん病院", "初回確認日：令和8年6月17日")
    paper.say("Part1　主に医療機関が実施する項目")
    heads = ["項番", "項目", "内容", "初回確認", "完了日"]
    paper.open(*heads)
    paper.line("A　体制", span=True)
    paper.ask(["1", "台帳", "取引のある業者の台帳を備えているか。", "○はい・いいえ", "(　/　)"], "1", "yes", done="")
    paper.ask(["2", "責任者", "安全管理の責任者を決めているか。", "はい・○いいえ", "(7/30)"], "2", "no", done="2026-07-30")
    paper.say("Part2　医療機関と事業者が共同で実施する項目")
    paper.open(*heads)
    paper.ask(["8", "個人情報", "個人情報の扱いを取り決めているか。", "はい・いいえ", ""], "8", "blank")
    paper.line(*heads)
    paper.ask(["9", "控え", "診療記録の控えを取る者を決めているか。", "○はい・いいえ", ""], "9", "yes")
    paper.save()

    paper = Paper("form-mds-typed", "mds")
    paper.say("製造業者による医療情報セキュリティ開示書", "(医療情報システムの安全管理に関するガイドライン第6.0版対応)　MDS Ver.5.0")
    paper.open("作成日", "2026年6月1日").line("製造業者名", "架空システム株式会社").line("製品名称", "みほん製品").line("バージョン", "2.4")
    paper.say("")
    paper.open("番号", "質問", "回答", "", "", "備考番号")
    paper.line("", "", "は　い", "いいえ", "対象外", "")
    paper.ask(["1.1", "利用者の操作の記録を残せるか。", "○", "", "", ""], "1.1", "yes")
    paper.ask(["1.2", "利用者ごとに見られる範囲を分けられるか。", "", "○", "", "1"], "1.2", "no", remark="次の版で備えます")
    paper.ask(["2.1", "診療記録の控えを取る機能があるか。", "", "", "○", "2"], "2.1", "na", remark="持たない")
    paper.say("備考記載欄", "備考1　次の版で備えます。", "備考2　診療記録を持たない製品です。")
    paper.save()

    paper = Paper("form-checklist-typed", "checklist-vendor")
    paper.say("令和7年度　医療機関におけるサイバーセキュリティ対策チェックリスト", "事業者確認用", "事業者名：架空システム株式会社")
    paper.open("", "チェック項目", "1回目", "目標日", "備考")
    paper.line("２　管理・運用", span=True)
    paper.ask(["②", "遠隔保守に使う機器を病院に知らせた。", "はい (6/10)", "", ""], "②", "yes")
    paper.ask(["③", "開示書を病院に渡した。", "いいえ (6/10)", "9/30", "準備中"], "③", "no", done="2026-09-30", remark="準備中")
    paper.save()

    paper = Paper("form-sds-typed-letter", "sds")
    paper.say("サービス事業者による医療情報セキュリティ開示書　SDS Ver.4.1", "サービス名称：みほんサービス")
    paper.open("質問", "回答", "備考")
    paper.ask(["1.1　控えを別の場所にも置いているか。(6.10.C3)", "はい", "年2回、戻せるかを試します。"], "1.1", "yes", remark="年2回")
    paper.ask(["1.2　紙の書類を取り込めるか。(9.1.C1)", "対象外", "紙を扱いません。"], "1.2", "na", remark="紙を扱いません")
    paper.save()


main()
