namespace Phoenix.Soak.Reports;

/// <summary>The frame of a report: one file, nothing loaded from elsewhere.</summary>
internal static class Page
{
    internal const string Tail = "</body></html>\n";

    internal static string Head(string title) =>
        $$"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{title}}</title><style>
        body { font: 14px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 70em; color: #222 }
        table { border-collapse: collapse }
        td, th { padding: 2px 10px; text-align: left; border-bottom: 1px solid #ddd }
        code { background: #f3f3f3 } svg text { font: 11px sans-serif; fill: #555 }
        </style></head><body><h1>{{title}}</h1>

        """;
}
