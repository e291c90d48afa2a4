using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Overtone.Reports.Html;

/// <summary>Renders components to text, without a web server.</summary>
internal static partial class ComponentText
{
    /// <summary>The HTML of a component, at once: a component that waits for something would stand here unfinished.</summary>
    /// <typeparam name="T">The component.</typeparam>
    /// <param name="parameters">Its parameters by name.</param>
    public static string Of<T>(IDictionary<string, object?> parameters)
        where T : IComponent
    {
        using var renderer = new HtmlRenderer(new Services(), NullLoggerFactory.Instance);
        string html = renderer.Dispatcher
            .InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString())
            .GetAwaiter().GetResult();

        // No document may hold these characters, not even by their number.
        return ForbiddenCharacter().Replace(html, "\uFFFD");
    }

    [GeneratedRegex("&#x([0-8BCEF]|1[0-9A-F]|FFF[EF]);")]
    private static partial Regex ForbiddenCharacter();

    /// <summary>All that components ask for: how to escape. Letters beyond English ones stay readable in the file.</summary>
    private sealed class Services : IServiceProvider
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

        public object? GetService(Type serviceType) => serviceType == typeof(HtmlEncoder) ? Encoder : null;
    }
}
