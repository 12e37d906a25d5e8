-- The corpus as tables. Numbers join, ids are what clients see. Runs in one
-- transaction with the copying, so that PostgreSQL need not log what a crash
-- would take back as a whole.
create schema bench;
set search_path = bench, public;

create table nodes (
  num bigint not null,
  id text not null,
  kind text not null,
  label text not null
);
create table actors (
  num bigint not null,
  id text not null,
  kind text not null,
  name text not null
);
create table documents (
  num bigint not null,
  id text not null,
  title text not null,
  document_kind text not null,
  publisher text,
  published_at date,
  language text,
  content text
);
create table statements (
  num bigint not null,
  id text not null,
  kind text not null default 'STATEMENT',
  document_num bigint not null,
  speaker_num bigint,
  speaker_as text,
  text text not null,
  span_start int not null,
  span_end int not null,
  quote_type text not null,
  cue text,
  act text,
  language text,
  said_at date
);
create table commitments (
  num bigint not null,
  id text not null,
  pledgor_num bigint not null,
  document_num bigint not null,
  summary text not null,
  strength text not null,
  deadline date
);
create table presences (
  commitment_num bigint not null,
  document_num bigint not null,
  status text not null
);
create table relations (
  type text not null,
  from_num bigint not null,
  to_num bigint not null,
  document_num bigint not null,
  span_start int,
  span_end int
);
