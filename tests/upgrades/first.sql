-- A desk of the first version: something in every table, and a delivery in every state it knew.
INSERT INTO setting VALUES ('settings', '{"library_name":"Glen Falls Library","time_zone":"America/New_York"}');
INSERT INTO identity VALUES (1, 'library', 'Glen Falls Library', '#1c6455');
INSERT INTO account VALUES
  (1, 'scripted', 1, 'us', '@us', 'Glen Falls', 'https://a.example', '{"id":7}', NULL, '{"state":"well"}', 5, NULL,
   'Town', 1, NULL, NULL),
  (2, 'other', 1, 'gone', '@gone', '', '', 'null', NULL, '{"state":"new"}', NULL, NULL, '', 2, 9, 3);
INSERT INTO reading VALUES (1, '{"since":"p9"}', 10, 1, 1, 11, 2, 1);
INSERT INTO conversation VALUES
  (1, 1, 'c1', 'mention', 'waiting', '{"id":"ada"}', 'When do you open?', '', 100, 90, 1, 95);
INSERT INTO post (id, account_id, remote_id, in_feed, sort_at, created_at, received_at, text, conversation_id, kind)
VALUES (1, 1, 'p1', 1, 80, 80, 81, 'New rooms in the museum', NULL, NULL),
  (2, 1, 'p2', 0, 90, 90, 91, 'When do you open?', 1, 'mention');
INSERT INTO gap VALUES (1, 1, 'page-2', 70, 60, 71);
INSERT INTO mute VALUES (1, 'words', 'lottery', 'lottery', NULL);
INSERT INTO draft VALUES
  (1, 3, 'Storytime at three', 'en', '', 'public', '[1]', '[]', NULL, NULL, NULL, 10, 20, NULL),
  (2, 1, 'We open at nine', 'en', '', 'unlisted', '[1]', '[]', 2, 1, NULL, 30, 31, 40),
  (3, 1, 'Worth a visit', 'en', 'art', 'public', '[1,2]',
   '[{"hash":"ab","mime":"image/png","name":"a.png","description":"A","decorative":false,"width":1,"height":1,"bytes":9}]',
   NULL, NULL, 1, 30, 31, 41);
INSERT INTO delivery VALUES
  (1, 'k1', 2, 1, 1, '{"text":"We open at nine","language":"en","content_warning":"","visibility":"unlisted","media":[],"card":null,"reply_to":{"remote_id":"p2","remote_ref":null}}',
   'due', '{"state":"due"}', 40, '{"record":"3k"}', 'null', 0, 0, 40, 40, NULL),
  (2, 'k2', 3, 1, NULL, '{"text":"a","language":"","content_warning":"","visibility":"public","media":[],"card":null,"reply_to":null}',
   'sent', '{"state":"sent","at":50,"published":{"remote_id":"p3","url":null}}', NULL, 'null', '{"step":2}', 1, 0, 41, 41, 50),
  (3, 'k3', 3, 1, NULL, '{"text":"b","language":"","content_warning":"","visibility":"public","media":[],"card":null,"reply_to":null}',
   'missed', '{"state":"missed","due_at":41}', NULL, 'null', 'null', 2, 0, 41, 41, 51),
  (4, 'k4', 3, 1, NULL, '{"text":"c","language":"","content_warning":"","visibility":"public","media":[],"card":null,"reply_to":null}',
   'in_doubt', '{"state":"in_doubt","since":45,"why":{"kind":"server","effect":"maybe","words":"No answer."},"ask":true,"next_look_at":46}', 46, 'null', 'null', 1, 0, 41, 41, NULL),
  (5, 'k5', 3, 1, NULL, '{"text":"d","language":"","content_warning":"","visibility":"public","media":[],"card":null,"reply_to":null}',
   'retry', '{"state":"retry","at":60,"why":{"kind":"unreachable","effect":"none","words":"No line."}}', 60, 'null', 'null', 0, 0, 41, 41, NULL),
  (6, 'k6', 3, 1, NULL, '{"text":"e","language":"","content_warning":"","visibility":"public","media":[],"card":null,"reply_to":null}',
   'failed', '{"state":"failed","why":{"kind":"sign_in_needed","effect":"none","words":"Sign in."}}', NULL, 'null', 'null', 1, 0, 41, 41, 52),
  (7, 'k7', 3, 1, NULL, '{"text":"f","language":"","content_warning":"","visibility":"public","media":[],"card":null,"reply_to":null}',
   'sending', '{"state":"sending","since":47}', NULL, 'null', 'null', 0, 1, 41, 41, NULL),
  (8, 'k8', 3, 2, NULL, '{"text":"g","language":"","content_warning":"","visibility":"public","media":[],"card":null,"reply_to":null}',
   'cancelled', '{"state":"cancelled"}', NULL, 'null', 'null', 0, 0, 41, 41, 53);
INSERT INTO attempt VALUES (1, 2, 50, 'Sent.'), (2, 3, 51, 'It could not go out for a day.');
INSERT INTO picture VALUES ('https://a.example/p.png', 'here', 'ab', 9, 1, 0, 12);
INSERT INTO link_card VALUES ('https://a.example', 'here', '{"title":"A"}', 13);
