extension HTMLPage {
    /// How the page looks where a browser may say so; without it everything is still there, in the same order.
    static let style: MarkupText = """

        :root { background: Canvas; color: CanvasText; color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
        body { margin: 0 auto; max-width: 75rem; padding: 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 1rem 0 .5rem; }
        summary { cursor: pointer; } summary h3 { display: inline-block; }
        table { border-collapse: collapse; width: 100%; }
        caption { height: 1px; overflow: hidden; position: absolute; width: 1px; clip-path: inset(50%); }
        th, td { border-top: 1px solid GrayText; padding: .25rem .5rem; text-align: left; vertical-align: top; white-space: pre-wrap; }
        td { font-variant-numeric: tabular-nums; } tbody th { font-weight: 600; } td, th { min-width: 8rem; }
        code { font-size: .875rem; }
        @media screen and (max-width: 60rem) {
          thead { display: none; }
          tr { border-top: 1px solid GrayText; display: block; padding: .5rem 0; }
          tbody th, td { border: 0; display: block; padding: 0; }
          td::before { font-weight: 600; }
        }
        @media print {
          :root { font-size: .75rem; }
          details::details-content { content-visibility: visible; }
        }

        """
}
