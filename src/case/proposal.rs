//! Proposes a manifest. In: a plan completed from the papers, and the papers. Out: the text of a `hazama.toml` for a
//! person to go over; it reads back as a manifest.

use std::fmt::Write;

use crate::model::{Document, Kind, Plan, Service};

/// The text of a manifest that says what was recognised.
pub fn propose(plan: &Plan, documents: &[Document]) -> String {
    let mut text = String::from(
        "# 文書から読み取った案です。違っているところを直してお使いください。\n\
         # 書き方は hazama schema case で見られます。\n\n[hospital]\n",
    );
    match &plan.hospital.name {
        Some(name) => line(&mut text, "", "name", name),
        None => line(&mut text, "# ", "name", "医療機関名"),
    }
    text.push_str("# beds = 180\n\n[review]\n");
    let _ = writeln!(text, "# as_of = {}", quoted(&plan.as_of.to_string()));
    line(&mut text, "", "guideline", plan.guideline.id());
    for vendor in &plan.vendors {
        text.push_str("\n[[vendor]]\n");
        line(&mut text, "", "id", &vendor.id);
        line(&mut text, "", "name", &vendor.name);
    }
    for system in &plan.systems {
        text.push_str("\n[[system]]\n");
        line(&mut text, "", "id", &system.id);
        line(&mut text, "", "name", &system.name);
        if let Some(vendor) = &system.vendor {
            line(&mut text, "", "vendor", vendor);
        }
        match system.service {
            Some(Service::OnPremises) => line(&mut text, "", "service", "on-premises"),
            Some(Service::Cloud) => line(&mut text, "", "service", "cloud"),
            None => text.push_str("# service = \"on-premises\"   # または \"cloud\"\n"),
        }
        text.push_str("# options = []   # 購入したオプション\n");
    }
    for document in documents {
        text.push_str("\n[[document]]\n");
        line(&mut text, "", "path", &document.path);
        let edition = document.edition.as_ref().map(|edition| format!(" {edition}")).unwrap_or_default();
        let reason = document.kind_reason.replace(char::is_control, " ");
        let _ = writeln!(text, "# 種類: {}{edition} ({reason})", document.kind.ja());
        if document.kind == Kind::Unknown {
            let kinds: Vec<&str> = Kind::ALL.into_iter().map(Kind::id).collect();
            let _ = writeln!(text, "# kind = \"\"   # 次から選んでください: {}", kinds.join(" "));
        }
        match document.systems.as_slice() {
            [] => {}
            [system] => line(&mut text, "", "system", system),
            systems => {
                let systems: Vec<String> = systems.iter().map(|system| quoted(system)).collect();
                let _ = writeln!(text, "system = [{}]", systems.join(", "));
            }
        }
        if let Some(vendor) = &document.vendor {
            line(&mut text, "", "vendor", vendor);
        }
    }
    text
}

fn line(text: &mut String, before: &str, field: &str, value: &str) {
    let _ = writeln!(text, "{before}{field} = {}", quoted(value));
}

/// A TOML string.
fn quoted(value: &str) -> String {
    toml::Value::String(value.replace(['\n', '\r'], " ")).to_string()
}
