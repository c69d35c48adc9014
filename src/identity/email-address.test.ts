import { describe, expect, it } from 'vitest';
import { parseEmail, parsePersonName } from '#identity/email-address.ts';

describe('addresses and names', () => {
  it('[IA3] an address is kept in one form, so that nobody has two accounts by capitals; what is none is refused', () => {
    expect(parseEmail('  Ada.Lovelace@Surrey.GOV.UK ')).toBe('ada.lovelace@surrey.gov.uk');
    expect(parseEmail('ｆull@width.example')).toBe('full@width.example');
    for (const wrong of ['', 'ada', '@surrey.gov.uk', 'ada@', 'a b@c.example', 'a@b@c', 'a@b\n.example', 'a@b<script>'])
      expect(parseEmail(wrong), wrong).toBeNull();
    expect(parseEmail(`${'a'.repeat(65)}@b.example`)).toBeNull();
    expect(parseEmail(`a@${'b'.repeat(260)}`)).toBeNull();
    expect(parseEmail('a\u200bda@surrey.gov.uk')).toBeNull();
  });

  it('[IA3] a name is any text that can be read, without blanks around it', () => {
    expect(parsePersonName(' Zoë O’Brien-Łukasz ')).toBe('Zoë O’Brien-Łukasz');
    for (const wrong of ['', '   ', 'a\nb', 'a\u202eb', '\u0000', 'x'.repeat(101)])
      expect(parsePersonName(wrong), wrong).toBeNull();
  });
});
