using Overtone.Studies.Findings;

namespace Overtone.Pages;

/// <summary>A figure and its picture.</summary>
/// <param name="Figure">What is shown.</param>
/// <param name="Svg">
/// The picture: one <c>svg</c> element, without an XML declaration, with ids that no other picture of the page has. It passes into the page
/// as it is, so every text in it must be escaped already.
/// </param>
public sealed record DrawnFigure(Figure Figure, string Svg);
