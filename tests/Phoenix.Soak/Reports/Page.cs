using System.Net;
using System.Text;

namespace Phoenix.Soak.Reports;

/// <summary>The frame of a report: one file, nothing loaded from elsewhere.</summary>
internal static class Page
{
    internal const string Tail = "</main></body></html>\n";

    internal static string Head(string title) =>
        $$"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{title}}</title><style>
        body { font: 14px/1.55 system-ui, sans-serif; margin: 0; background: #f4f6f8; color: #1f2933 }
        main { max-width: 74em; margin: 2em auto; padding: 1em 2.5em 2.5em; background: #fff; border-radius: 10px;
          box-shadow: 0 1px 4px #0002 }
        h1 { font-size: 24px } h2 { font-size: 17px; margin-top: 2em }
        .cards { display: flex; flex-wrap: wrap; gap: 12px } .cards div { flex: 1; min-width: 8em; padding: 10px 14px;
          background: #f4f6f8; border-radius: 8px; color: #616e7c }
        .cards b { display: block; font-size: 22px; color: #1f2933; white-space: nowrap }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums }
        td, th { padding: 3px 12px 3px 0; text-align: left; border-bottom: 1px solid #e3e7eb }
        th { color: #616e7c; font-weight: 600 }
        code, pre { background: #f4f6f8; padding: 1px 4px; border-radius: 4px; overflow-x: auto }
        svg text { font: 11px system-ui, sans-serif; fill: #616e7c } svg text.name { font-weight: 600; fill: #1f2933 }
        svg.wide { width: 100% }
        </style></head><body><main><h1>{{title}}</h1>

        """;

    /// <summary>The figures that are looked at first.</summary>
    internal static void Cards(StringBuilder html, params ReadOnlySpan<(string Name, string Value)> figures)
    {
        html.Append("<div class='cards'>");
        foreach (var (name, value) in figures)
        {
            html.Append("<div><b>").Append(WebUtility.HtmlEncode(value)).Append("</b>")
                .Append(WebUtility.HtmlEncode(name)).Append("</div>");
        }

        html.Append("</div>");
    }
}
