import { type FormEvent, useState } from "react";

import { keepToken } from "../api/client";
import { IconButton } from "./Icon";
import { useExploreState, useExplorer } from "./context";

/** The pending action, the last problem with its remedy, and announcements for screen readers. */
export function Notices() {
  const explorer = useExplorer();
  const { pending, problem, message } = useExploreState();
  return (
    <div className="notices">
      <p className="hidden-words" role="status" aria-live="polite">
        {message}
      </p>
      {pending !== null && (
        <p className="pending" role="status">
          <span className="spinner" aria-hidden="true" /> {pending} …
        </p>
      )}
      {problem !== null && (
        <div className="problem" role="alert">
          <p>{problem.error.message}</p>
          {problem.error.remedy === "token" && <TokenForm retry={problem.retry} />}
          {problem.error.remedy === "retry" && (
            <button type="button" onClick={problem.retry}>
              Try again
            </button>
          )}
          <IconButton name="close" label="Close the message" onClick={() => explorer.forgetProblem()} />
        </div>
      )}
    </div>
  );
}

function TokenForm({ retry }: { retry: () => void }) {
  const [token, setToken] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    keepToken(token);
    retry();
  };
  return (
    <form onSubmit={submit} className="token">
      <label className="field">
        <span>Token</span>
        <input type="password" autoComplete="off" value={token} onChange={(event) => setToken(event.target.value)} />
      </label>
      <button type="submit">Use this token</button>
    </form>
  );
}
