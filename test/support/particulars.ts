/** What a force must say, by the names of its form's inputs. */
export const FIELDS = {
  officer: 'Lena Frost',
  rank: 'PC 1287',
  force: 'Northshire Police',
  contact: 'frost@police.example.com',
  subject: 'The call of Monday afternoon',
  offence: 'Malicious communications',
  power: 'DPA 2018 Sch. 2 para. 2',
  necessity: 'The caller denies it.',
  authorisedBy: 'Inspector Reeve',
  delivery: 'By link',
};
