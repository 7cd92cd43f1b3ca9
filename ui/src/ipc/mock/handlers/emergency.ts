import type { EmergencyAbout, MessageId, MessageView } from '../../generated';
import { before, settings } from '../desk';
import { threads } from '../inbox';
import { missing, type Changed, type Handlers } from './shared';

type Keys = 'emergency_about' | 'emergency_keep' | 'emergency_report';

const done = new Map<MessageId, Pick<EmergencyAbout, 'kept' | 'report'>>();

function about(message: MessageView): EmergencyAbout {
  const { kept, report } = done.get(message.id ?? 0) ?? { kept: null, report: null };
  return {
    message: message.id ?? 0,
    name: message.author.name,
    person: message.author.handle,
    text: message.text,
    pictures: message.media.length,
    url: message.url,
    number: settings.emergency_number,
    reports_to: { name: 'social.example', does: 'Its moderators get the message and who wrote it.' },
    kept,
    report,
  };
}

function found(id: MessageId): MessageView {
  const message = [...threads.values()].flat().find((one) => one.id === id);
  if (!message) throw missing();
  return message;
}

export function emergencyHandlers(changed: Changed): Pick<Handlers, Keys> {
  return {
    emergency_about: ({ message }) => about(found(message)),
    emergency_keep: ({ message, kind }) => {
      done.set(message, { kept: { id: 1, kind, record: 1, at: before(0), outdated: false }, report: null });
      changed('inbox', 'records');
      return about(found(message));
    },
    emergency_report: ({ message }) => {
      const report = { stand: 'reported' as const, at: before(0), answer: 'Taken as report 1.' };
      done.set(message, { kept: done.get(message)?.kept ?? null, report });
      changed('inbox', 'records');
      return about(found(message));
    },
  };
}
