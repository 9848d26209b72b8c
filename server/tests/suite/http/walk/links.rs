//! What a page offers to follow: links, frames, forms that ask by GET. A scanner of tags, not a browser: the pages are
//! our own.

use std::collections::{BTreeMap, BTreeSet};

use app::backend::catalogue::query_string;

/// Choices of one select that are tried beside the one that stands.
const CHOICES: usize = 3;

#[derive(Debug, Default)]
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

fn decoded(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// The tags of a page, without comments and what stands in scripts.
fn tags(html: &str) -> Vec<Tag> {
    let mut all = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix("!--") {
            rest = after.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let name: String = rest
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/'))
            .collect();
        rest = &rest[name.len()..];
        let mut tag = Tag {
            name: name.to_ascii_lowercase(),
            ..Tag::default()
        };
        rest = attributes(rest, &mut tag);
        if tag.name == "script" {
            rest = rest.find("</script").map_or("", |end| &rest[end..]);
        }
        all.push(tag);
    }
    all
}

/// Reads attributes up to the tag's end; what follows it.
fn attributes<'h>(mut rest: &'h str, tag: &mut Tag) -> &'h str {
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let Some(c) = rest.chars().next() else { return rest };
        if c == '>' {
            return &rest[1..];
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end.max(c.len_utf8()));
        rest = after;
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            if let Some(quoted) = after.strip_prefix('"') {
                let (text, after) = quoted.split_once('"').unwrap_or((quoted, ""));
                value = decoded(text);
                rest = after;
            } else {
                let end = after
                    .find(|c: char| c.is_whitespace() || c == '>')
                    .unwrap_or(after.len());
                value = decoded(&after[..end]);
                rest = &after[end..];
            }
        }
        tag.attributes.insert(name.to_ascii_lowercase(), value);
    }
}

#[derive(Default)]
struct Asked {
    action: String,
    /// Names with what stands in them.
    standing: Vec<(String, String)>,
    /// Other values a select offers.
    choices: Vec<(String, Vec<String>)>,
    select: Option<(String, Vec<String>, Option<String>)>,
}

impl Asked {
    fn take(&mut self, tag: &Tag) {
        let name = tag.get("name").unwrap_or_default().to_owned();
        match tag.name.as_str() {
            "input" if !name.is_empty() => {
                let ticked = tag.get("checked").is_some();
                let kind = tag.get("type").unwrap_or("text");
                let value = tag.get("value").unwrap_or_default().to_owned();
                match kind {
                    "checkbox" | "radio" if !ticked => self.choices.push((name, vec![value])),
                    "submit" | "button" | "file" => {}
                    _ => self.standing.push((name, value)),
                }
            }
            "textarea" if !name.is_empty() => self.standing.push((name, String::new())),
            "select" => self.select = Some((name, Vec::new(), None)),
            "option" => {
                if let Some((_, values, chosen)) = &mut self.select {
                    let value = tag.get("value").unwrap_or_default().to_owned();
                    if tag.get("selected").is_some() {
                        *chosen = Some(value.clone());
                    }
                    values.push(value);
                }
            }
            "/select" => {
                if let Some((name, values, chosen)) = self.select.take() {
                    let stands = chosen.or_else(|| values.first().cloned()).unwrap_or_default();
                    let others = values.into_iter().filter(|one| *one != stands).take(CHOICES).collect();
                    self.standing.push((name.clone(), stands));
                    self.choices.push((name, others));
                }
            }
            _ => {}
        }
    }

    /// As it stands, and with each choice taken by itself.
    fn addresses(&self) -> Vec<String> {
        let address = |pairs: &[(String, String)]| {
            let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            format!("{}?{}", self.action.split('?').next().unwrap(), query_string(pairs))
        };
        let mut all = vec![address(&self.standing)];
        for (name, values) in &self.choices {
            for value in values {
                let mut pairs = self.standing.clone();
                pairs.retain(|(known, _)| known != name);
                pairs.push((name.clone(), value.clone()));
                all.push(address(&pairs));
            }
        }
        all
    }
}

/// What a page offers, and what every page must have.
#[derive(Debug, Default)]
pub struct Offered {
    pub addresses: Vec<String>,
    pub headings: usize,
    pub titles: usize,
}

/// Reads a page that stands at `at`.
pub fn offered(html: &str, at: &str) -> Offered {
    let mut found = Offered::default();
    let mut form: Option<Asked> = None;
    let here = at.split('?').next().unwrap();
    for tag in tags(html) {
        let link = match tag.name.as_str() {
            "a" | "area" => tag.get("href"),
            "iframe" | "img" => tag.get("src"),
            "link" if matches!(tag.get("rel"), Some("alternate" | "next" | "prev" | "help")) => tag.get("href"),
            _ => None,
        };
        found.addresses.extend(link.and_then(|link| ours(link, at)));
        match tag.name.as_str() {
            "h1" => found.headings += 1,
            "title" => found.titles += 1,
            "form" if !tag.get("method").is_some_and(|m| m.eq_ignore_ascii_case("post")) => {
                let action = tag.get("action").filter(|action| !action.is_empty()).unwrap_or(here);
                form = ours(action, at).map(|action| Asked {
                    action,
                    ..Asked::default()
                });
            }
            "/form" => found.addresses.extend(form.take().iter().flat_map(Asked::addresses)),
            _ => {
                if let Some(form) = &mut form {
                    form.take(&tag);
                }
            }
        }
    }
    found
}

/// The address within our origin, without its fragment.
pub fn ours(link: &str, at: &str) -> Option<String> {
    let link = link.split('#').next().unwrap().trim();
    let path = at.split('?').next().unwrap();
    if link.starts_with('?') {
        return Some(format!("{path}{link}"));
    }
    // What is built beside the server is not there in this world.
    let elsewhere = !link.starts_with('/') || link.starts_with("//") || link.starts_with("/pkg/");
    (!elsewhere).then(|| link.to_owned())
}

/// The kinds of an address: its path, where what names one thing of many is a star, by itself and with each parameter
/// that says something.
pub fn kinds(address: &str) -> Vec<String> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let segments: Vec<&str> = path
        .split('/')
        .map(|segment| {
            let names_one = segment.chars().any(|c| c.is_ascii_digit()) || segment.contains('%');
            if names_one && segment != "v1" { "*" } else { segment }
        })
        .collect();
    let path = segments.join("/");
    let names: BTreeSet<&str> = query
        .split('&')
        .filter_map(|pair| pair.split_once('=').filter(|(_, value)| !value.is_empty()))
        .map(|(name, _)| name.split(['[', '%', '.']).next().unwrap())
        .collect();
    let with = names.into_iter().map(|name| format!("{path}?{name}"));
    std::iter::once(path.clone()).chain(with).collect()
}

#[test]
fn a_page_is_read_as_a_browser_would_offer_it() {
    let page = r##"<title>x</title><h1>y</h1><a href="/a?x=1&amp;y=2#z">a</a><a href="https://else.where/">b</a>
        <!-- <a href="/no"> --><script>"<a href='/no'>"</script><iframe src="/framed"></iframe>
        <form action="/f"><input name=q value="v"><select name="s"><option value="">-</option>
        <option value="1">1</option></select></form><form method="post" action="/no"></form><a href="?page=2">2</a>"##;
    let found = offered(page, "/here?x=1");
    assert_eq!((found.headings, found.titles), (1, 1));
    assert_eq!(
        found.addresses,
        ["/a?x=1&y=2", "/framed", "/f?q=v&s=", "/f?q=v&s=1", "/here?page=2"]
    );
    assert_eq!(kinds("/items/JJ-MZ-04?place=350582&q="), ["/items/*", "/items/*?place"]);
}
