// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

extension Question {
    /// The value of what was typed into the question's field; nil when nothing was; throws when it cannot be one.
    package func value(of typed: [String]) throws(AnswerRefusal) -> AnswerValue? {
        // A field that was left empty is sent as an empty text; a page may send the same value twice.
        var values: [String] = []
        for text in typed.prefix(Self.mostTyped).map(TypedText.cleaned) where !text.isEmpty && !values.contains(text) {
            values.append(text)
        }
        switch kind {
        case .many: return try chosen(values)
        case .languages: return try languages(values)
        case .consent: return values.contains("yes") ? .yes(true) : nil
        default:
            guard let text = values.first else { return nil }
            guard values.count == 1 else { throw .onlyOne }
            return try value(ofOne: text)
        }
    }

    /// Whether an answer that was given to another version could be given to this one.
    func accepts(_ value: AnswerValue) -> Bool { (try? self.value(of: value.typed)) == value }

    /// More than any field of ours sends, so that a hostile request is not compared with itself for long.
    private static let mostTyped = 200

    private func value(ofOne text: String) throws(AnswerRefusal) -> AnswerValue {
        switch kind {
        case .line: return try line(text)
        case .text: return try longText(text)
        case .one:
            guard choices.contains(where: { $0.id == text }) else { throw .unknownChoice }
            return .choices([text])
        case .yesNo:
            guard text == "yes" || text == "no" else { throw .notYesOrNo }
            return .yes(text == "yes")
        case .number: return try number(text)
        case .day:
            return try day(text)
        case .time:
            guard let time = TypedShape.time(text) else { throw .notTime }
            return .text(time)
        case .country:
            let code = text.uppercased()
            guard TypedShape.countries.contains(code) else { throw .unknownCountry }
            return .text(code)
        case .language:
            guard TypedShape.isLanguage(text) else { throw .unknownLanguage }
            return .text(text)
        case .mail:
            guard TypedShape.isMail(text) else { throw .notMail }
            return .text(text)
        case .phone:
            guard TypedShape.isPhone(text) else { throw .notPhone }
            return .text(text)
        case .many, .languages, .consent: preconditionFailure("kinds with several values are read before")
        }
    }

    private static let days = (least: Day(1900, 1, 1), most: Day(2199, 12, 31))

    private func day(_ text: String) throws(AnswerRefusal) -> AnswerValue {
        guard let day = Day(text) else { throw .notDay }
        if let least = Self.days.least, let most = Self.days.most, day < least || day > most {
            throw .dayOutside(least: least, most: most)
        }
        return .day(day)
    }

    private func line(_ text: String) throws(AnswerRefusal) -> AnswerValue {
        guard !TypedText.isTooLong(text, atMost: TypedText.lineLimit) else { throw .tooLong(most: TypedText.lineLimit) }
        guard TypedText.hasOnlyReadableSigns(text, inLines: false) else { throw .unreadableSigns }
        return .text(text)
    }

    private func longText(_ text: String) throws(AnswerRefusal) -> AnswerValue {
        guard !TypedText.isTooLong(text, atMost: TypedText.textLimit) else { throw .tooLong(most: TypedText.textLimit) }
        guard TypedText.hasOnlyReadableSigns(text, inLines: true) else { throw .unreadableSigns }
        return .text(text)
    }

    private func number(_ text: String) throws(AnswerRefusal) -> AnswerValue {
        guard let number = TypedShape.number(text) else { throw .notNumber }
        if let bounds {
            guard number >= bounds.least else { throw .tooSmall(least: bounds.least) }
            guard number <= bounds.most else { throw .tooLarge(most: bounds.most) }
        }
        return .number(number)
    }

    /// In the order of the form, so that the same choice is the same value.
    private func chosen(_ values: [String]) throws(AnswerRefusal) -> AnswerValue? {
        let ids = choices.map(\.id)
        guard values.allSatisfy(ids.contains) else { throw .unknownChoice }
        return values.isEmpty ? nil : .choices(ids.filter(values.contains))
    }

    private func languages(_ values: [String]) throws(AnswerRefusal) -> AnswerValue? {
        guard values.count <= FormVersion.mostChoices else { throw .tooManyChoices(most: FormVersion.mostChoices) }
        guard values.allSatisfy(TypedShape.isLanguage) else { throw .unknownLanguage }
        return values.isEmpty ? nil : .choices(values)
    }
}
