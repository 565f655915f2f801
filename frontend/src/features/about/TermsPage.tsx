import { useTitle } from "@/components/useTitle";

import "./reading.css";

export function TermsPage() {
  useTitle("Terms");
  return (
    <article className="wrap reading words">
      <h1 className="page-title">Terms</h1>
      <p>What you agree to by signing up. Whoever runs this forum may add to it, and then says so here.</p>
      <h2>Your words</h2>
      <p>
        What you write stays yours. You let the forum show it, to everybody and for as long as it stands here. You may
        delete it: a post goes with all that is below it, a comment leaves its place.
      </p>
      <h2>How we talk</h2>
      <ul>
        <li>Speak of the matter, not against the person.</li>
        <li>Sell nothing, and lead nobody to where something is sold.</li>
        <li>Ask nobody for keys, seed words or codes, and post none, not even of empty wallets.</li>
        <li>Do not pass another&rsquo;s words off as yours, nor yours off as somebody else&rsquo;s.</li>
      </ul>
      <p>Moderators may lock a thread, and hide what breaks this. They say why, where they did it.</p>
      <h2>No advice</h2>
      <p>
        Nothing here is investment advice, and no price here is an offer. While prices are simulated they are made up
        altogether.
      </p>
      <h2>What is kept about you</h2>
      <ul>
        <li>Your email, which nobody else sees unless you make it public, and your password as a hash alone.</li>
        <li>
          Where and with which browser you are signed in, so that you can see and end it. One cookie keeps you signed
          in; there is none for anything else.
        </li>
        <li>A log of sign-ins and changes of your account, for some months, then it deletes itself.</li>
      </ul>
    </article>
  );
}
