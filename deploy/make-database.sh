#!/bin/sh
# Run once by the PostgreSQL image, when its volume is empty: the program's own account, which is no superuser, and its database.
set -eu
password=$(cat /run/secrets/coterminous_password)
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=password="$password" --username=postgres --dbname=postgres <<'SQL'
create role coterminous login password :'password';
create database coterminous owner coterminous template template0 encoding 'UTF8'
  locale_provider builtin builtin_locale 'C.UTF-8' locale 'C.UTF-8';
revoke connect on database coterminous from public;
SQL
