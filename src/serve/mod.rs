//! The local page, `hazama serve`. In: a case folder and a port of this machine. Out: a page in the user's own browser, behind an address
//! that nobody can guess, and what people say there, kept in the case folder and nowhere else. It listens on the loopback alone, opens no
//! connection, and calls the same check as the command line.

mod detail;
mod guard;
mod http;
mod outcome;
mod overview;
mod routes;
mod save;
mod since;
mod upload;
mod work;

use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub use work::Setup;

use crate::case::Fault;
use crate::model::Lang;
use guard::Token;
use work::Desk;

/// Requests that are answered at the same time. A page needs about six.
const TOGETHER: usize = 64;

/// A page that is ready to be served.
pub struct Page {
    listener: TcpListener,
    port: u16,
    token: Token,
    desk: Arc<Desk>,
    lang: Lang,
}

impl Page {
    /// Takes the port (0: any that is free) and gives the page its address. `lang` is what it begins in.
    ///
    /// # Errors
    /// The case is no folder, or the port cannot be had.
    pub fn open(setup: Setup, port: u16, lang: Lang) -> Result<Page, Fault> {
        if !setup.dir.is_dir() {
            return Err(Fault::new(
                &setup.dir,
                "このフォルダはありません。画面で使う案件フォルダを指定してください(zipは展開してから使います)。",
                "there is no such folder; name the case folder for the page (unpack a zip first)",
            ));
        }
        let refused = |error: &dyn std::fmt::Display| {
            Fault::new(
                "",
                format!(
                    "ポート {port} を使えません({error})。--port で別の番号を指定するか、--port を外してください。"
                ),
                format!("port {port} cannot be had ({error}); name another with --port, or leave --port out"),
            )
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| refused(&error))?;
        let port = listener.local_addr().map_err(|error| refused(&error))?.port();
        let token = Token::new().map_err(|error| refused(&error))?;
        Ok(Page { listener, port, token, desk: Arc::new(Desk::new(setup)), lang })
    }

    /// The address to open, with the token in it.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.token.as_str())
    }

    /// Serves the page until the program ends. Whatever is written meanwhile is written whole, so that it may end at any moment.
    pub fn serve(self) {
        let desk = self.desk.clone();
        thread::spawn(move || desk.work());
        let open = Arc::new(AtomicUsize::new(0));
        for stream in self.listener.incoming().flatten() {
            if open.fetch_add(1, Ordering::SeqCst) >= TOGETHER {
                open.fetch_sub(1, Ordering::SeqCst);
                continue;
            }
            let counted = Counted(open.clone());
            let (desk, token, port, lang) = (self.desk.clone(), self.token.clone(), self.port, self.lang);
            thread::spawn(move || {
                let _counted = counted;
                // whoever breaks off or says nothing is forgotten
                let _ = answer(&desk, &token, port, lang, stream);
            });
        }
    }
}

/// One connection among those that are open, until it is dropped.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn answer(desk: &Desk, token: &Token, port: u16, lang: Lang, stream: TcpStream) -> io::Result<()> {
    match http::receive(stream)? {
        Err((stream, refusal)) => http::send(stream, &refusal),
        Ok(request) => match guard::admit(&request, port, token) {
            Err(refusal) => request.answer(&refusal),
            Ok(path) => routes::answer(desk, lang, &path, request),
        },
    }
    Ok(())
}
