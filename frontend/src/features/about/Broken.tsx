import { Button } from "@mantine/core";

import { Icon } from "@/components/Icon";

import "./notFound.css";

/** What is shown where a page itself breaks. A newer build may have taken its parts away: loading anew helps then. */
export function Broken() {
  return (
    <div className="wrap not-found" role="alert">
      <h1 className="page-title">This page broke</h1>
      <p>
        Our fault, not yours. What you wrote is kept on this device. Load the page anew, and if it breaks again, tell us
        what you did
      </p>
      <div className="row">
        <Button
          leftSection={<Icon name="again" />}
          onClick={() => {
            location.reload();
          }}
        >
          Load it anew
        </Button>
        <Button component="a" href="/" variant="default">
          Talk of the day
        </Button>
      </div>
    </div>
  );
}
