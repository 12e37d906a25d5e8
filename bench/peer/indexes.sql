-- Keys and indexes of everything but the words of statements, built after the
-- copying.
set search_path = bench, public;

alter table nodes add primary key (num);
alter table nodes add unique (id);
alter table actors add primary key (num);
alter table actors add unique (id);
alter table documents add primary key (num);
alter table documents add unique (id);
alter table statements add primary key (num);
alter table statements add unique (id);
alter table commitments add primary key (num);
alter table commitments add unique (id);
alter table presences add primary key (commitment_num, document_num, status);

create index on statements (speaker_num, said_at desc, num desc);
create index on statements (document_num);
create index on commitments (pledgor_num, strength, deadline, num);
create index on commitments (document_num);
create index on presences (document_num, status);
-- Both ways, with what a walk reads in the index itself.
alter table relations add primary key (from_num, type, to_num, document_num);
create index on relations (to_num, type, from_num);
create index on relations (document_num);

alter table actors add foreign key (num) references nodes;
alter table documents add foreign key (num) references nodes;
alter table statements add foreign key (num) references nodes;
alter table statements add foreign key (document_num) references documents;
alter table statements add foreign key (speaker_num) references actors;
alter table commitments add foreign key (num) references nodes;
alter table commitments add foreign key (pledgor_num) references actors;
alter table commitments add foreign key (document_num) references documents;
alter table presences add foreign key (commitment_num) references commitments;
alter table presences add foreign key (document_num) references documents;
alter table relations add foreign key (from_num) references nodes;
alter table relations add foreign key (to_num) references nodes;
alter table relations add foreign key (document_num) references documents;

create sequence numbers;
select setval('numbers', (select max(num) from nodes));
