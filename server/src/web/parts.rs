//! The parts of an upload: a few short texts, then one file. Read only for somebody who may hand it in.

use std::time::Duration;

use axum::body::Body;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use futures::StreamExt as _;

use super::form::Pairs;

/// Longer than any address or path of ours.
const LONGEST_TEXT: usize = 4 * 1024;
/// Our forms have three.
const MOST_PARTS: usize = 12;
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
pub(super) struct Parts {
    /// The texts before the file, cleaned.
    pub texts: Pairs,
    /// The name it was given, and its bytes.
    pub file: Result<(String, Vec<u8>), Missing>,
}

/// Lets what somebody sends go by without keeping it, for a while: a browser reads no answer before it has sent all.
pub(super) async fn pass_by(body: Body) {
    let mut frames = body.into_data_stream();
    let passing = async { while frames.next().await.is_some_and(|frame| frame.is_ok()) {} };
    let _ = tokio::time::timeout(PASSING, passing).await;
}

/// Reads up to the first file.
pub(super) async fn read(mut form: Multipart) -> Parts {
    let mut texts = Vec::new();
    let mut file = Err(Missing::NotChosen);
    for _ in 0..MOST_PARTS {
        let mut part = match tokio::time::timeout(SILENCE, form.next_field()).await {
            Ok(Ok(Some(part))) => part,
            Ok(Ok(None)) => break,
            _ => {
                file = Err(Missing::Broken);
                break;
            }
        };
        let name = part.name().unwrap_or_default().to_owned();
        let Some(file_name) = part.file_name().map(str::to_owned) else {
            let Some(text) = bytes(&mut part, LONGEST_TEXT).await else {
                file = Err(Missing::Broken);
                break;
            };
            let clean = |text: &str| shared::text::cleaned(text);
            texts.push((clean(&name), clean(&String::from_utf8_lossy(&text))));
            continue;
        };
        // The size of the whole body is bounded outside.
        file = match bytes(&mut part, usize::MAX).await {
            Some(content) if content.is_empty() && file_name.is_empty() => Err(Missing::NotChosen),
            Some(content) if content.is_empty() => Err(Missing::Empty),
            Some(content) => Ok((shared::text::cleaned(&file_name), content)),
            None => Err(Missing::Broken),
        };
        break;
    }
    Parts {
        texts: texts.into_iter().collect(),
        file,
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
