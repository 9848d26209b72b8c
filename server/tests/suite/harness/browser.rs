//! A browser without script: cookies by path, redirects followed, forms sent as people send them.

use std::collections::BTreeSet;

use app::backend::catalogue::query_string;
use axum::http::header::{LOCATION, SET_COOKIE};

use super::World;
use super::http::Answer;
use super::{forms, words};

/// Where a browser ended up.
#[derive(Debug)]
pub struct Page {
    /// The address after all redirects.
    pub at: String,
    pub answer: Answer,
}

#[allow(dead_code, reason = "not every story needs everything")]
impl Page {
    pub fn status(&self) -> u16 {
        self.answer.status.as_u16()
    }

    pub fn text(&self) -> String {
        self.answer.text()
    }

    pub fn shows(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The names of all inputs.
    pub fn inputs(&self) -> BTreeSet<String> {
        let text = self.text();
        let named = text.split(" name=\"").skip(1);
        named
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
            .collect()
    }

    /// What the error summary says; empty when there is none.
    pub fn told(&self) -> String {
        let text = self.text();
        let summary = text.split("class=\"error-summary\"").nth(1);
        summary.map_or(String::new(), |rest| {
            rest.split("</div>").next().unwrap_or_default().to_owned()
        })
    }

    /// The value of a hidden input.
    pub fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let from = format!("name=\"{name}\" value=\"");
        let rest = text
            .split(&from)
            .nth(1)
            .unwrap_or_else(|| panic!("no {name} in {text}"));
        rest.split('"').next().unwrap().replace("&amp;", "&")
    }

    /// Where the first button goes that hands in elsewhere, at an address that begins so.
    pub fn button_to(&self, begin: &str) -> String {
        let text = self.text();
        let mut all = text.split("formaction=\"").skip(1);
        let found = all.find(|rest| rest.starts_with(begin));
        let found = found.unwrap_or_else(|| panic!("no button to {begin} in {text}"));
        found.split('"').next().unwrap().replace("&amp;", "&")
    }
}

pub struct Browser<'w> {
    world: &'w World,
    /// Name, value, path.
    jar: Vec<(String, String, String)>,
}

impl World {
    pub fn browser(&self) -> Browser<'_> {
        Browser {
            world: self,
            jar: Vec::new(),
        }
    }

    /// One where somebody is signed in.
    pub fn browser_of(&self, person: &super::people::Person) -> Browser<'_> {
        self.browser_with(&person.token)
    }

    /// One with a session's token.
    pub fn browser_with(&self, token: &str) -> Browser<'_> {
        let mut browser = self.browser();
        browser.jar.push(("jinban".into(), token.to_owned(), "/".into()));
        browser
    }
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Page {
        let answer = self
            .world
            .get(path)
            .for_page()
            .header("cookie", &self.cookies(path))
            .send()
            .await;
        self.follow(path, answer).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let form = query_string(fields.iter().copied());
        let call = self
            .world
            .post(path)
            .for_page()
            .header("cookie", &self.cookies(path))
            .form(&form);
        let answer = call.send().await;
        self.follow(path, answer).await
    }

    /// What a script of a page asks the server.
    pub async fn call(&self, path: &str, body: &serde_json::Value) -> Answer {
        let call = self.world.post(path).header("cookie", &self.cookies(path));
        call.json(body).send().await
    }

    /// A file in a plain form, after the texts.
    pub async fn upload(&mut self, path: &str, texts: &[(&str, &str)], name: &str, content: &[u8]) -> Page {
        self.upload_from("file", path, texts, name, content).await
    }

    /// The same from an input of another name.
    pub async fn upload_from(
        &mut self,
        input: &str,
        path: &str,
        texts: &[(&str, &str)],
        name: &str,
        content: &[u8],
    ) -> Page {
        let mut body = Vec::new();
        for (key, text) in texts {
            body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{text}\r\n").bytes());
        }
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"{input}\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(content);
        body.extend(b"\r\n--x--\r\n");
        let call = self.world.post(path).for_page().header("cookie", &self.cookies(path));
        let answer = call
            .header("content-type", "multipart/form-data; boundary=x")
            .body(body)
            .send()
            .await;
        self.follow(path, answer).await
    }

    /// What came back to something sent by hand, followed as everything else.
    pub async fn arrived(&mut self, path: &str, answer: Answer) -> Page {
        self.follow(path, answer).await
    }

    /// As after a restart of the browser, or when the session has run out.
    pub fn sign_out(&mut self) {
        self.jar.retain(|(name, ..)| name != "jinban");
    }

    /// Somebody signs in, in the place of whoever was.
    pub fn hand_to(&mut self, person: &super::people::Person) {
        self.sign_out();
        self.jar.push(("jinban".into(), person.token.clone(), "/".into()));
    }

    /// Signs in where it stands, as a person would: the phone, then the code that the demo shows.
    pub async fn sign_in_from(&mut self, page: Page, phone: &str) -> Page {
        assert!(page.at.starts_with("/me/sign-in"), "{}", page.at);
        let next = page.hidden("next");
        self.world.clock.advance(std::time::Duration::from_secs(61));
        let sent = self.post("/me/code", &[("phone", phone), ("next", &next)]).await;
        let code = sent
            .text()
            .split("<strong>")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap()
            .to_owned();
        self.post("/me/sign-in", &[("phone", phone), ("code", &code), ("next", &next)])
            .await
    }

    fn cookies(&self, path: &str) -> String {
        let path = path.split('?').next().unwrap();
        let mut jar: Vec<_> = self
            .jar
            .iter()
            .filter(|(.., under)| path.starts_with(under.as_str()))
            .collect();
        jar.sort_by_key(|(.., under)| std::cmp::Reverse(under.len()));
        let cookies: Vec<String> = jar.iter().map(|(name, value, _)| format!("{name}={value}")).collect();
        cookies.join("; ")
    }

    fn keep(&mut self, answer: &Answer) {
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.len() < 4096, "a browser drops it: {cookie}");
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            let path = cookie.split("Path=").nth(1).unwrap().split(';').next().unwrap();
            self.jar
                .retain(|(known, _, under)| (known.as_str(), under.as_str()) != (name, path));
            if !cookie.contains("Max-Age=0") && !value.is_empty() {
                self.jar.push((name.to_owned(), value.to_owned(), path.to_owned()));
            }
        }
    }

    async fn follow(&mut self, path: &str, mut answer: Answer) -> Page {
        let mut at = path.to_owned();
        for _ in 0..5 {
            self.keep(&answer);
            let Some(to) = answer.headers.get(LOCATION) else { break };
            at = to.to_str().unwrap().to_owned();
            answer = self
                .world
                .get(&at)
                .for_page()
                .header("cookie", &self.cookies(&at))
                .send()
                .await;
        }
        let page = Page { at, answer };
        forms::enter_does_no_harm(&page);
        words::numbers_stand_apart(&page);
        page
    }
}
