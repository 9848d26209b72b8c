//! Files that failed once, and files made to do harm: each is taken or refused as it should be, with words.

use std::io::{Cursor, Write as _};

use app::backend::ServiceError;
use app::backend::files::{FileHome, Files};
use app::backend::workbooks::{ImportState, ImportView, Upload, Workbooks};
use shared::powers::KeptList;

use crate::harness::World;
use crate::harness::people::{Person, fields};
use crate::powers::offices;
use crate::workbooks::{POWERS, texts};

macro_rules! data {
    ($name:literal) => {
        include_bytes!(concat!("../data/", $name))
    };
}

fn pdf(objects: &[&[u8]]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    for (at, object) in objects.iter().enumerate() {
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(*object);
        out.extend(b"\nendobj\n");
    }
    out.extend(b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
    out
}

/// Script in a compressed object stream, as PDF 1.5 allows.
fn pdf_with_hidden_script() -> Vec<u8> {
    let mut zip = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    zip.write_all(b"4 0 << /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>")
        .unwrap();
    let data = zip.finish().unwrap();
    let mut object = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n".to_vec();
    object.extend(data);
    object.extend(b"\nendstream");
    pdf(&[&object])
}

/// A scan with a colour that spells `/JS` in its pixels.
fn scan_with_a_telling_colour() -> Vec<u8> {
    let mut image = b"<< /Type /XObject /Subtype /Image /Width 100 /Height 1 >>\nstream\n".to_vec();
    image.extend(b"/JS\xAB".repeat(100));
    image.extend(b"\nendstream");
    pdf(&[b"<< /Type /Catalog >>", &image])
}

/// 268 million pixels in a few bytes.
fn huge_webp() -> Vec<u8> {
    let mut out = b"RIFF\x1A\0\0\0WEBPVP8L\x0D\0\0\0\x2F".to_vec();
    out.extend((16_382_u32 | (16_382 << 14)).to_le_bytes());
    out.extend([0; 10]);
    out
}

fn heic() -> Vec<u8> {
    let mut out = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    out.extend([0; 200]);
    out
}

fn package(parts: &[(&str, String, usize)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, piece, times) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        for _ in 0..*times {
            zip.write_all(piece.as_bytes()).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook whose one sheet and one table of strings hold a piece many times.
fn bomb(strings: (&str, usize), rows: (&str, usize)) -> Vec<u8> {
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
        <sheets><sheet name=\"权责清单\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
        Target=\"worksheets/sheet1.xml\"/></Relationships>";
    package(&[
        ("xl/workbook.xml", book.to_owned(), 1),
        ("xl/_rels/workbook.xml.rels", links.to_owned(), 1),
        ("xl/sharedStrings.xml", strings.0.repeat(10_000), strings.1),
        ("xl/worksheets/sheet1.xml", rows.0.to_owned(), rows.1),
    ])
}

async fn bring(world: &World, who: &Person, content: &[u8]) -> Result<ImportView, ServiceError> {
    let upload = Upload {
        file_name: "清单.xlsx".into(),
        content: content.to_vec(),
        whole: false,
    };
    let list = KeptList::Powers;
    let id = world.services.upload_list(&who.session, list, upload).await?;
    world.services.run_imports().await?;
    world.services.import(&who.session, list, &id, None, 1).await
}

stories! {
    in_jinjiang;

    async fn papers_and_pictures_are_taken_or_refused_by_what_they_are(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = world.ready_draft(&elder).await;
        for file in world.draft(&elder, &draft).await.files {
            world.services.remove(&elder.session, &file.id).await.unwrap();
        }
        let home = FileHome::Draft(draft);
        let taken: [(&str, &[u8]); 3] = [
            ("cv-text.pdf", data!("cv-text.pdf")),
            ("scan.pdf", &scan_with_a_telling_colour()),
            ("photo-fill-bytes.jpg", data!("photo-fill-bytes.jpg")),
        ];
        for (name, content) in taken {
            let put = world.services.put(&elder.session, &home, "bank_photo", name, content.to_vec()).await;
            let file = put.unwrap_or_else(|error| panic!("{name}: {error:?}"));
            world.services.remove(&elder.session, &file.id).await.unwrap();
        }
        let refused: [(&str, &[u8], &str); 6] = [
            ("js-hex.pdf", data!("js-hex.pdf"), "可执行内容"),
            ("hidden.pdf", &pdf_with_hidden_script(), "可执行内容"),
            ("password.pdf", data!("password.pdf"), "密码"),
            ("photo-half.jpg", data!("photo-half.jpg"), "不完整"),
            ("huge.webp", &huge_webp(), "尺寸过大"),
            ("photo.heic", &heic(), "HEIC"),
        ];
        for (name, content, words) in refused {
            let put = world.services.put(&elder.session, &home, "bank_photo", name, content.to_vec()).await;
            let error = put.expect_err(name);
            assert_eq!(fields(&error), ["bank_photo"], "{name}");
            assert!(error.message().contains(words), "{name}: {error:?}");
        }
        assert_eq!(world.files_stored(), 0, "nothing refused stays behind");
    }

    async fn workbooks_with_a_chart_or_a_byte_order_mark_are_read(world: World) {
        let offices = offices(&world).await;
        let inputs: [(&str, &[u8]); 2] =
            [("chart-sheet.xlsx", data!("chart-sheet.xlsx")), ("header-bom.xlsx", data!("header-bom.xlsx"))];
        for (name, content) in inputs {
            let view = bring(&world, &offices.establishment, content).await.unwrap();
            assert_eq!(view.state, ImportState::Ready, "{name}: {:?}", view.problems);
            assert!(view.counts.added > 0, "{name}");
        }
    }

    async fn hidden_rows_further_sheets_and_empty_files_are_told(world: World) {
        let offices = offices(&world).await;
        let office = &offices.establishment;
        let row = |name: &'static str| ["", name, "行政许可", "市级", "市民政局", "《测试\n法》", "第一条"];
        let mut book = rust_xlsxwriter::Workbook::new();
        for sheet in ["甲", "乙"] {
            let page = book.add_worksheet().set_name(sheet).unwrap();
            texts(page, 0, &POWERS);
            texts(page, 1, &row(if sheet == "甲" { "权力一" } else { "权力二" }));
            if sheet == "乙" {
                texts(page, 2, &row("权力三"));
                page.set_row_hidden(2).unwrap();
            }
        }
        let view = bring(&world, office, &book.save_to_buffer().unwrap()).await.unwrap();
        assert_eq!((view.state, view.counts.added), (ImportState::Ready, 3), "{:?}", view.problems);
        assert!(view.notes.iter().any(|note| note.contains("1 行在表格里是隐藏的")), "{:?}", view.notes);
        assert!(view.notes.iter().any(|note| note.contains("「甲」「乙」")), "{:?}", view.notes);
        let law = |view: &ImportView| view.rows.iter().flat_map(|row| &row.changes).any(|one| one.became == "《测试法》");
        assert!(law(&view), "{:?}", view.rows);

        let mut book = rust_xlsxwriter::Workbook::new();
        texts(book.add_worksheet().set_name("权责清单").unwrap(), 0, &POWERS);
        let view = bring(&world, office, &book.save_to_buffer().unwrap()).await.unwrap();
        assert_eq!(view.state, ImportState::Wrong);
        assert!(view.problems[0].message.contains("没有一行内容"), "{:?}", view.problems);
    }

    async fn workbooks_that_unpack_to_millions_are_refused_when_they_arrive(world: World) {
        let offices = offices(&world).await;
        let cells = format!("<row>{}</row>", "<c/>".repeat(16_000));
        for (name, content) in [
            ("strings", bomb(("<si/>", 1_000), ("<row/>", 1))),
            ("cells", bomb(("", 1), (&cells, 1_000))),
        ] {
            assert!(content.len() < 1_000_000, "{name}: {}", content.len());
            let error = bring(&world, &offices.establishment, &content).await.unwrap_err();
            assert!(fields(&error) == ["file"] && error.message().contains("太多"), "{name}: {error:?}");
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM list_import").await, 0);
    }

    async fn an_import_that_was_begun_and_never_ended_is_given_up(world: World) {
        let offices = offices(&world).await;
        let office = &offices.establishment;
        let upload = Upload { file_name: "清单.xlsx".into(), content: data!("header-bom.xlsx").to_vec(), whole: false };
        let id = world.services.upload_list(&office.session, KeptList::Powers, upload).await.unwrap();
        // As a process leaves it that dies over it.
        world.store().write(|tx| Box::pin(async move {
            sqlx::query("UPDATE list_import SET tries = 1, leased_until = 1").execute(tx.sql()).await?;
            Ok(())
        })).await.unwrap();
        assert_eq!(world.services.run_imports().await.unwrap(), 1);
        let view = world.services.import(&office.session, KeptList::Powers, &id, None, 1).await.unwrap();
        assert_eq!(view.state, ImportState::Failed);
        assert_eq!(world.services.run_imports().await.unwrap(), 0, "it does not come back");
        assert_eq!(world.count("SELECT COUNT(*) FROM list_import WHERE content IS NOT NULL").await, 0);
    }
}
