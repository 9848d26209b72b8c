//! Sending files with progress.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Blob, File, FormData, HtmlInputElement, ProgressEvent, XmlHttpRequest};

use super::photo::Photo;
use super::{Sending, photo};
use crate::wire::{FileView, MAX_FILE_BYTES};

/// What the server says when it does not take a file (RFC 9457).
#[derive(Deserialize)]
struct Problem {
    title: String,
    detail: String,
}

/// One material's way to the server.
#[derive(Clone, Copy)]
pub struct Sender {
    pub action: StoredValue<String>,
    pub path: StoredValue<String>,
    pub files: RwSignal<Vec<FileView>>,
    pub error: RwSignal<Option<String>>,
    pub sending: RwSignal<Option<Sending>>,
    pub said: RwSignal<String>,
    /// What did not get through, to try again.
    pub waiting: StoredValue<Option<(Blob, String)>, LocalStorage>,
}

impl Sender {
    /// Takes the file that was just chosen.
    pub fn chosen(self, event: &leptos::ev::Event) {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        let name = file.name();
        let refused = refused(&file, &input.accept());
        // From now on the file is sent here and does not go along with the page's form once more; and the same one may be
        // chosen again.
        input.set_value("");
        self.error.set(None);
        if let Some(words) = refused {
            return self.fail(words, false);
        }
        self.sending.set(Some(Sending::Preparing));
        spawn_local(async move {
            match prepared(file, name).await {
                Some((content, name)) => self.send(content, name),
                None => self.fail(
                    "这张 HEIC 照片在这里打不开。请改用 JPG：iPhone 在“设置 › 相机 › 格式”里选“兼容性最佳”再拍，或截一张图上传",
                    false,
                ),
            }
        });
    }

    pub fn again(self) {
        if let Some((content, name)) = self.waiting.get_value() {
            self.send(content, name);
        }
    }

    fn fail(self, words: impl Into<String>, again: bool) {
        let words = words.into();
        self.said.set(words.clone());
        self.sending.set(Some(Sending::Failed { words, again }));
    }

    fn send(self, content: Blob, name: String) {
        #[expect(clippy::cast_precision_loss, reason = "a limit far below 2^53")]
        if content.size() > MAX_FILE_BYTES as f64 {
            return self.fail("文件超过 20 MB。请换一张小一些的照片，或拍得近一些只拍材料本身", false);
        }
        self.waiting.set_value(Some((content.clone(), name.clone())));
        self.sending.set(Some(Sending::Percent(0)));
        if self.start(&content, &name).is_err() {
            self.fail("没有传上去，请再试一次", true);
        }
    }

    fn start(self, content: &Blob, name: &str) -> Result<(), wasm_bindgen::JsValue> {
        let body = FormData::new()?;
        body.append_with_str("path", &self.path.get_value())?;
        body.append_with_str("page", "/mine")?;
        body.append_with_blob_and_filename("file", content, name)?;
        let request = XmlHttpRequest::new()?;
        request.open("POST", &self.action.get_value())?;
        request.set_request_header("Accept", "application/json")?;
        let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.length_computable() && event.total() > 0.0 {
                let share = (event.loaded() / event.total() * 100.0).clamp(0.0, 100.0);
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
                let percent = share as u8;
                self.sending.set(Some(if percent == 100 {
                    Sending::Checking
                } else {
                    Sending::Percent(percent)
                }));
            }
        });
        request
            .upload()?
            .set_onprogress(Some(progress.as_ref().unchecked_ref()));
        progress.forget();
        let answered = request.clone();
        let ended = Closure::<dyn Fn()>::new(move || self.ended(&answered));
        request.set_onloadend(Some(ended.as_ref().unchecked_ref()));
        ended.forget();
        request.send_with_opt_form_data(Some(&body))
    }

    fn ended(self, request: &XmlHttpRequest) {
        let status = request.status().unwrap_or(0);
        let text = request.response_text().ok().flatten().unwrap_or_default();
        match status {
            200..300 => {
                if let Ok(file) = serde_json::from_str::<FileView>(&text) {
                    self.said.set(format!("{}，已上传", file.name));
                    self.files.update(|files| files.push(file));
                    self.waiting.set_value(None);
                    self.sending.set(None);
                } else {
                    self.fail("没有传上去，请再试一次", true);
                }
            }
            0 => self.fail("网络断了，没有传上去。网络恢复后再传一次就行", true),
            401 => self.fail("登录已过期。请重新登录，再上传这份材料", false),
            _ => match serde_json::from_str::<Problem>(&text) {
                Ok(problem) => self.fail(format!("{}。{}", problem.title, problem.detail), status >= 500),
                Err(_) => self.fail("没有传上去，请再试一次", true),
            },
        }
    }

    /// Takes a file out again.
    pub fn remove(self, file: &FileView) {
        let (address, id) = (format!("{}/remove", self.action.get_value()), file.id.clone());
        let name = file.name.clone();
        spawn_local(async move {
            let body = format!("file={id}&page=/mine&sure=yes");
            let request = gloo::net::http::Request::post(&address)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(body);
            let done = match request {
                Ok(request) => request.send().await.is_ok_and(|answer| answer.ok()),
                Err(_) => false,
            };
            if done {
                self.files.update(|files| files.retain(|file| file.id != id));
                self.said.set(format!("{name}，已删除"));
                self.sending.set(None);
                // The button that had the focus is gone.
                let input = document().get_element_by_id(&crate::islands::parts::input_id(&self.path.get_value()));
                if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
                    let _ = input.focus();
                }
            } else {
                self.fail("没有删除成，请检查网络后再试", false);
            }
        });
    }
}

/// Why a file is not even sent; what it really is the server finds out.
fn refused(file: &File, accept: &str) -> Option<&'static str> {
    let (media, name) = (file.type_().to_lowercase(), file.name().to_lowercase());
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let pdf = media == "application/pdf" || ends(&[".pdf"]);
    let image = media.starts_with("image/") || ends(&[".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"]);
    let takes = |part: &str| accept.is_empty() || accept.contains(part);
    #[expect(clippy::cast_precision_loss, reason = "a limit far below 2^53")]
    let large = file.size() > MAX_FILE_BYTES as f64;
    match (pdf, image) {
        (true, _) if !takes("pdf") => Some("这份材料只收图片。请拍照上传，或选择一张图片"),
        (_, true) if !takes("image") => Some("这份材料只收 PDF。请把文件另存为 PDF 后上传"),
        (false, false) => Some("只收图片和 PDF。请拍照上传，或把文件另存为 PDF"),
        // A photo is made smaller first.
        (true, _) if large => Some("文件超过 20 MB，没有发出去。请压缩后再传，或分成几个文件"),
        _ => None,
    }
}

/// The content that goes, with a name that fits it; none for a photo that nobody here can read.
async fn prepared(file: File, name: String) -> Option<(Blob, String)> {
    match photo::prepared(&file).await {
        Photo::Jpeg(smaller) => {
            let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
            Some((smaller, format!("{stem}.jpg")))
        }
        Photo::AsItIs => Some((file.into(), name)),
        Photo::Unreadable => None,
    }
}
