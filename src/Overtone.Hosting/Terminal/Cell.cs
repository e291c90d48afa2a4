namespace Overtone.Hosting.Terminal;

/// <summary>One cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Style">How it looks on a terminal, in Spectre's words, for example <c>bold green</c>; empty for plain.</param>
internal sealed record Cell(string Text, string Style = "");
