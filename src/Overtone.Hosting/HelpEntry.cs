namespace Overtone.Hosting;

/// <summary>One line of a help page's list.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Description">What it does.</param>
internal sealed record HelpEntry(string Name, string Description);
