//! The parts of an upload: files, and what is typed on the page they are on. Read only for somebody who may hand it in.

use std::time::Duration;

use axum::body::Body;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use futures::StreamExt as _;

use super::form::Pairs;

/// Longer than any text that a form takes.
const LONGEST_TEXT: usize = 16 * 1024;
/// All that is typed on one page.
const MOST_TEXT: usize = 256 * 1024;
/// More than any page asks.
const MOST_PARTS: usize = 600;
/// Somebody who sends nothing for so long has gone; what has arrived is let go of.
const SILENCE: Duration = Duration::from_secs(30);
/// How long the file of somebody who may not send it is listened to.
const PASSING: Duration = Duration::from_secs(10);

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// None was chosen.
    NotChosen,
    /// There is nothing in it.
    Empty,
    /// It is too large, or did not arrive whole.
    Broken,
}

/// What arrived.
#[derive(Default)]
pub(super) struct Parts {
    /// The texts, cleaned.
    pub texts: Pairs,
    pub files: Vec<Part>,
}

/// A file's input.
pub(super) struct Part {
    pub input: String,
    /// The name it was given, and its bytes.
    pub file: Result<(String, Vec<u8>), Missing>,
}

/// Lets what somebody sends go by without keeping it, for a while: a browser reads no answer before it has sent all.
pub(super) async fn pass_by(body: Body) {
    let mut frames = body.into_data_stream();
    let passing = async { while frames.next().await.is_some_and(|frame| frame.is_ok()) {} };
    let _ = tokio::time::timeout(PASSING, passing).await;
}

/// Reads all that fits. What is not read whole is told of as broken.
pub(super) async fn read(mut form: Multipart) -> Parts {
    let (mut texts, mut files, mut room) = (Vec::new(), Vec::new(), MOST_TEXT);
    let clean = |text: &str| shared::text::cleaned(text);
    for _ in 0..MOST_PARTS {
        let mut part = match tokio::time::timeout(SILENCE, form.next_field()).await {
            Ok(Ok(Some(part))) => part,
            Ok(Ok(None)) => break,
            _ => {
                files.push(Part::broken());
                break;
            }
        };
        let input = clean(part.name().unwrap_or_default());
        let Some(file_name) = part.file_name().map(str::to_owned) else {
            let Some(text) = bytes(&mut part, LONGEST_TEXT.min(room)).await else {
                files.push(Part::broken());
                break;
            };
            room -= text.len();
            texts.push((input, clean(&String::from_utf8_lossy(&text))));
            continue;
        };
        // The size of the whole body is bounded outside.
        let file = match bytes(&mut part, usize::MAX).await {
            Some(content) if content.is_empty() && file_name.is_empty() => Err(Missing::NotChosen),
            Some(content) if content.is_empty() => Err(Missing::Empty),
            Some(content) => Ok((clean(&file_name), content)),
            None => Err(Missing::Broken),
        };
        let broken = matches!(file, Err(Missing::Broken));
        files.push(Part { input, file });
        if broken {
            break;
        }
    }
    Parts {
        texts: texts.into_iter().collect(),
        files,
    }
}

impl Part {
    /// Something of it did not arrive; nobody knows whose.
    fn broken() -> Self {
        Self {
            input: String::new(),
            file: Err(Missing::Broken),
        }
    }
}

/// A part's content; none when it is longer than `most` or does not arrive.
async fn bytes(part: &mut Field<'_>, most: usize) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    loop {
        match tokio::time::timeout(SILENCE, part.chunk()).await {
            Ok(Ok(Some(chunk))) if content.len() + chunk.len() <= most => content.extend_from_slice(&chunk),
            Ok(Ok(None)) => return Some(content),
            _ => return None,
        }
    }
}
