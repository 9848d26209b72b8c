//! The parts of an upload: files, and what is typed on the page they are on. Read only for somebody who may hand it in.

use std::time::Duration;

use app::flash::WHOSE;
use axum::body::Body;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use futures::StreamExt as _;

use super::form::Pairs;

/// All that is typed on one page, with what the page carries along of its earlier states.
const MOST_TEXT: usize = 512 * 1024;
/// What somebody whose sign-in has run out may have typed, as with a form without files.
const MOST_TEXT_OF_STRANGERS: usize = 64 * 1024;
/// More than any page asks.
const MOST_PARTS: usize = 5_000;
/// Somebody who sends nothing for so long has gone; what has arrived is let go of.
const SILENCE: Duration = Duration::from_secs(30);
/// How long the file of somebody who may not send it is listened to.
const PASSING: Duration = Duration::from_secs(10);
/// The same, where what was typed follows the files and would be lost.
const PASSING_FOR_TEXTS: Duration = Duration::from_secs(60);

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
    for at in 0.. {
        let mut part = match next(&mut form).await {
            Next::Part(part) if at < MOST_PARTS => part,
            Next::End => break,
            Next::Part(_) | Next::Broken => {
                files.push(Part::broken());
                break;
            }
        };
        let input = cleaned(part.name().unwrap_or_default());
        let Some(file_name) = part.file_name().map(str::to_owned) else {
            let Some(text) = bytes(&mut part, room).await else {
                files.push(Part::broken());
                break;
            };
            room -= text.len();
            if input != WHOSE {
                texts.push((input, cleaned(&String::from_utf8_lossy(&text))));
            }
            continue;
        };
        // The size of the whole body is bounded outside.
        let file = match bytes(&mut part, usize::MAX).await {
            Some(content) if content.is_empty() && file_name.is_empty() => Err(Missing::NotChosen),
            Some(content) if content.is_empty() => Err(Missing::Empty),
            Some(content) => Ok((cleaned(&file_name), content)),
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

/// What somebody typed whose files are not taken: these go by unread. True: there were some.
pub(super) async fn read_texts(mut form: Multipart) -> (Pairs, bool) {
    let (mut texts, mut chosen) = (Vec::new(), false);
    let reading = async {
        let mut room = MOST_TEXT_OF_STRANGERS;
        for _ in 0..MOST_PARTS {
            let Next::Part(mut part) = next(&mut form).await else {
                break;
            };
            if let Some(name) = part.file_name() {
                chosen |= !name.is_empty();
                if !go_by(&mut part).await {
                    break;
                }
                continue;
            }
            let input = cleaned(part.name().unwrap_or_default());
            let Some(text) = bytes(&mut part, room).await else {
                break;
            };
            room -= text.len();
            if input != WHOSE {
                texts.push((input, cleaned(&String::from_utf8_lossy(&text))));
            }
        }
    };
    let _ = tokio::time::timeout(PASSING_FOR_TEXTS, reading).await;
    (texts.into_iter().collect(), chosen)
}

fn cleaned(text: &str) -> String {
    shared::text::cleaned(text)
}

enum Next<'a> {
    Part(Box<Field<'a>>),
    End,
    Broken,
}

async fn next(form: &mut Multipart) -> Next<'_> {
    match tokio::time::timeout(SILENCE, form.next_field()).await {
        Ok(Ok(Some(part))) => Next::Part(Box::new(part)),
        Ok(Ok(None)) => Next::End,
        _ => Next::Broken,
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

/// Whether all of a part has gone by.
async fn go_by(part: &mut Field<'_>) -> bool {
    loop {
        match tokio::time::timeout(SILENCE, part.chunk()).await {
            Ok(Ok(Some(_))) => {}
            Ok(Ok(None)) => return true,
            _ => return false,
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
