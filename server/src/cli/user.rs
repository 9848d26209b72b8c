//! `jinban user add|list|disable|reset`

use std::sync::Arc;

use clap::{Args, Subcommand};
use shared::access::Role;
use shared::id::DepartmentId;
use shared::place::DivisionCode;

use super::{Failure, refusal, say};
use crate::config::Config;
use crate::services::Services;
use crate::services::accounts::NewStaff;
use crate::store::Paging;

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Make a staff account.
    Add(Add),
    /// List staff accounts.
    List {
        /// Which page of 100 accounts.
        #[arg(long, default_value_t = 1)]
        page: u32,
    },
    /// Close an account and end its sessions at once.
    Disable { login: String },
    /// Give an account a new password, open it again, and end its sessions.
    Reset {
        login: String,
        #[command(flatten)]
        password: Password,
    },
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// 3 to 32 lower-case letters, digits, dots or hyphens.
    login: String,
    /// The person's name.
    #[arg(long)]
    name: String,
    /// What the person does, e.g. window_clerk, town_officer, officer, administrator.
    #[arg(long)]
    role: Role,
    /// Where the person works: the 12 digits of the city, town or village.
    #[arg(long)]
    territory: Option<DivisionCode>,
    /// The department, for roles that belong to one.
    #[arg(long)]
    department: Option<DepartmentId>,
    #[command(flatten)]
    password: Password,
}

/// A password on the command line would stay in the shell's history: it is drawn, or read from the input.
#[derive(Debug, Args)]
pub(super) struct Password {
    /// Read the password from the first line of the input; otherwise one is drawn and shown once.
    #[arg(long)]
    password_stdin: bool,
}

pub(super) async fn run(command: User, config: Arc<Config>) -> Result<(), Failure> {
    let services = Services::open(config).await?;
    let done = act(&services, command).await;
    services.store.close().await;
    done
}

async fn act(services: &Services, command: User) -> Result<(), Failure> {
    match command {
        User::Add(add) => {
            let password = add.password.get(services)?;
            let new = NewStaff {
                login: add.login.clone(),
                password: password.text.clone(),
                name: add.name,
                role: add.role,
                department: add.department,
                territory: add.territory,
            };
            services
                .add_staff_first_use(&new)
                .await
                .map_err(|error| refusal(&error))?;
            say(format!("{} was added.", add.login));
            password.show();
        }
        User::List { page } => list(services, page).await?,
        User::Disable { login } => {
            let left = services.disable(&login).await.map_err(|error| refusal(&error))?;
            say(format!("{login} is closed and signed out everywhere."));
            if left > 0 {
                say(format!(
                    "{left} open cases are still in this person's hands: a lead or head assigns them anew."
                ));
            }
        }
        User::Reset { login, password } => {
            let password = password.get(services)?;
            services
                .reset_password(&login, &password.text)
                .await
                .map_err(|error| refusal(&error))?;
            say(format!("{login} has a new password and is signed out everywhere."));
            password.show();
        }
    }
    Ok(())
}

async fn list(services: &Services, page: u32) -> Result<(), Failure> {
    let staff = services
        .list_staff(Paging::new(page, 100))
        .await
        .map_err(|error| refusal(&error))?;
    for (row, name) in staff {
        let state = if row.disabled_at.is_some() { "closed" } else { "open" };
        say(format!(
            "{}\t{state}\t{}\t{name}\t{}\t{}",
            row.login,
            row.role.0,
            row.territory
                .map_or_else(|| "-".to_owned(), |place| place.0.to_string()),
            row.department.map_or_else(|| "-".to_owned(), |id| id.0.to_string()),
        ));
    }
    Ok(())
}

struct Chosen {
    text: String,
    drawn: bool,
}

impl Password {
    fn get(&self, services: &Services) -> Result<Chosen, Failure> {
        if !self.password_stdin {
            return Ok(Chosen {
                text: services.draw_password(),
                drawn: true,
            });
        }
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        Ok(Chosen {
            text: line.trim_end_matches(['\r', '\n']).to_owned(),
            drawn: false,
        })
    }
}

impl Chosen {
    fn show(&self) {
        if self.drawn {
            say(format!("password: {} (shown only now)", self.text));
        }
    }
}
