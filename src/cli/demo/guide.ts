/** What to try, on the terminal and on the page. */
export const GUIDE: readonly string[] = [
  'As Rita (receptionist), type: /request-recording yesterday 3.10pm ext 204 01632 960123 Mrs Alder complaint about a bill',
  'Fill in who spoke (Mrs Alder), press Send; then, as Dana (director), open the channel Directors (☰ shows the chats) and press Approve.',
  'Choose from 0:09 to 0:20, agree, and see every card change. As Rita, press Listen, open the link and hear just that part.',
  'Ask again with the purpose Legal enquiry: now Paula (Data Protection Officer) must agree as well, each in her own chat.',
  'As Paula, press Stop access while Rita listens: the page falls silent.',
  'A caller reads out a card: press “A call comes in”, then, as Rita, type: /card-payment now. It is gone, and Rita and Paula have receipts.',
  'Somebody asks for what is held about them. As Rita, type: /subject-access, and give the number 01632 960123. Paula’s card has the date and the held copy: Identity verified, Release a recording; then Dana agrees in her own chat.',
  'As Paula, press Silence parts on the release’s card: drag across the sound, hear the result, save. Press Give a link, open it in a private window, and type the passcode.',
  'The police ask. As Rita, type: /police-request. As Paula, Complete the request; Case pack gives the whole case as a paper that proves itself.',
  'Press “To tomorrow morning”: the nightly deletion runs, and its report stands in Dana’s chat Managers. Ctrl-C on the terminal ends everything.',
];
