//! What an answer has to look like before anybody reads it.

use std::fmt;
use std::time::Duration;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

/// No answer of these services comes near this many bytes.
const LARGEST: usize = 1024 * 1024;

/// No answer of these services has this many bytes of headers.
const LARGEST_HEAD: usize = 64 * 1024;

/// No answer of these services nests deeper.
const DEEPEST: usize = 64;

/// Within so many characters a web page says that it is one.
const START_OF_PAGE: usize = 1024;

/// A service that asks for a longer pause is not waited for.
const LONGEST_PAUSE: u64 = 5;

/// Why an answer is not AWS's.
#[derive(Debug)]
pub(super) enum Strange {
    /// It leads somewhere else, or asks to sign in to a network.
    Elsewhere,
    /// It is a page for people.
    Page,
    /// It does not end in time.
    Endless,
    /// It ends before all that it began.
    Torn,
    /// It nests without end.
    Deep,
    /// It defines what it means.
    Definitions,
}

impl fmt::Display for Strange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Elsewhere => "it leads to another address",
            Self::Page => "it is a web page",
            Self::Endless => "it is longer than any of AWS's",
            Self::Torn => "it ends too early",
            Self::Deep => "it nests deeper than any of AWS's",
            Self::Definitions => "it holds definitions, which none of AWS's does",
        })
    }
}

impl std::error::Error for Strange {}

impl From<Strange> for ConnectorError {
    fn from(strange: Strange) -> Self {
        Self::other(strange.into(), None)
    }
}

/// Refuses what a captive portal says instead of AWS.
pub(super) fn check_head(response: &HttpResponse) -> Result<(), Strange> {
    let status = response.status().as_u16();
    if (300..400).contains(&status) || status == 511 {
        return Err(Strange::Elsewhere);
    }
    let size: usize = response.headers().iter().map(|(name, value)| name.len() + value.len()).sum();
    if size > LARGEST_HEAD {
        return Err(Strange::Endless);
    }
    Ok(())
}

/// Reads the body to its end.
pub(super) async fn collect(body: SdkBody) -> Result<Vec<u8>, ConnectorError> {
    let mut stream = ByteStream::new(body);
    let mut bytes = Vec::new();
    while let Some(piece) = stream.next().await {
        bytes.extend_from_slice(&piece.map_err(|error| ConnectorError::io(error.into()))?);
        if bytes.len() > LARGEST {
            return Err(Strange::Endless.into());
        }
    }
    Ok(bytes)
}

/// Refuses what would make a parser suffer. A failure of the service may look as it likes.
pub(super) fn check_body(response: &HttpResponse, body: &[u8]) -> Result<(), Strange> {
    if response.status().as_u16() >= 500 {
        return Ok(());
    }
    if body.trim_ascii_start().starts_with(b"<") {
        return check_xml(body, response.status().as_u16() >= 400);
    }
    if depth_of_json(body) > DEEPEST { Err(Strange::Deep) } else { Ok(()) }
}

fn check_xml(body: &[u8], is_refusal: bool) -> Result<(), Strange> {
    let text = String::from_utf8_lossy(body);
    let start = text.chars().take(START_OF_PAGE).collect::<String>().to_ascii_lowercase();
    if start.contains("<html") || start.contains("<!doctype html") {
        // The console says no with a page.
        return if is_refusal { Ok(()) } else { Err(Strange::Page) };
    }
    if ["<!DOCTYPE", "<!doctype", "<!ENTITY"].iter().any(|definition| text.contains(definition)) {
        return Err(Strange::Definitions);
    }
    let (deepest, left_open) = depth_of_xml(&text);
    // What looks like a tag in there is none.
    let is_plain = !text.contains("<!--") && !text.contains("<![CDATA[");
    match (deepest > DEEPEST, left_open) {
        (true, _) => Err(Strange::Deep),
        (false, 1..) if is_plain => Err(Strange::Torn),
        (false, _) => Ok(()),
    }
}

/// Returns how deep tags nest, and how many are open at the end.
fn depth_of_xml(text: &str) -> (usize, usize) {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in text.split('<').skip(1) {
        let is_closed = tag.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        match tag.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'?' | b'!') | None => {}
            Some(_) if is_closed => {}
            Some(_) => depth += 1,
        }
        deepest = deepest.max(depth);
    }
    (deepest, depth)
}

/// Returns how deep lists and objects nest.
fn depth_of_json(body: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_text, mut is_escaped) = (0_usize, 0, false, false);
    for byte in body {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Waits as long as a service that is asked too often wishes, if that is not long.
pub(super) async fn wait(response: &HttpResponse) {
    let seconds = response.headers().get("retry-after").and_then(|text| text.trim().parse().ok());
    let is_busy = matches!(response.status().as_u16(), 429 | 503);
    if let Some(seconds) = seconds.filter(|seconds| is_busy && *seconds <= LONGEST_PAUSE) {
        tokio::time::sleep(Duration::from_secs(seconds)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&'static str, &'static str)]) -> HttpResponse {
        let mut response = HttpResponse::new(status.try_into().unwrap(), SdkBody::empty());
        for (name, value) in headers {
            response.headers_mut().insert(*name, *value);
        }
        response
    }

    #[test]
    fn a_head_that_leads_elsewhere_is_refused() {
        for (status, is_good) in [
            (200, true),
            (301, false),
            (302, false),
            (307, false),
            (403, true),
            (503, true),
            (511, false),
        ] {
            assert_eq!(check_head(&answer(status, &[])).is_ok(), is_good, "{status}");
        }
    }

    #[test]
    fn a_body_that_no_service_of_aws_sends_is_refused() {
        let json = "application/json";
        let html = "text/html; charset=utf-8";
        let deep = |open: &str, close: &str, depth| open.repeat(depth) + &close.repeat(depth);
        for (status, kind, body, is_good) in [
            (200, json, "{}".to_owned(), true),
            (200, json, deep("[", "]", 64), true),
            (200, json, deep("[", "]", 65), false),
            (200, json, format!("\"{}\"", "[".repeat(100)), true),
            (200, json, format!("\"\\\"{}\"", "[".repeat(100)), true),
            (200, "text/xml", deep("<a>", "</a>", 64), true),
            (200, "text/xml", deep("<a>", "</a>", 65), false),
            (200, "text/xml", "<a>".to_owned() + &"<b/>".repeat(100) + "</a>", true),
            (200, "text/xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><a/>".to_owned(), false),
            (200, "text/xml", "<a><b></b>".to_owned(), false),
            (200, "text/xml", "<a><![CDATA[<b>]]><!-- <c> --></a>".to_owned(), true),
            (200, html, "<html>sign in</html>".to_owned(), false),
            (200, "text/xml", "<!doctype html><html></html>".to_owned(), false),
            (200, html, "{\"SigninToken\": \"x\"}".to_owned(), true),
            (403, html, "<ErrorResponse><Error/></ErrorResponse>".to_owned(), true),
            (400, html, "<html>no<br></html>".to_owned(), true),
            (503, html, "<html>busy</html>".to_owned(), true),
        ] {
            let checked = check_body(&answer(status, &[("content-type", kind)]), body.as_bytes());

            assert_eq!(checked.is_ok(), is_good, "{status} {kind} {body}");
        }
    }
}
